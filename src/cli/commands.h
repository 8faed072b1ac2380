// One function a command. Each returns the exit status: 0 all was read, 1 some inputs failed (each named on standard error and
// the rest done), 2 the command line is wrong or the engine could not start.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dateline/engine.h"

namespace dateline::cli {

struct EngineFiles {
  std::string pack;
  std::string model;
  std::string data;
};

// What to read, and as what.
struct InputChoice {
  std::vector<std::string> paths;
  std::string format = "auto";
  std::string warc_range;  // "BEGIN:END"; empty: everything
  std::string date;
};

struct ReadCommand {
  EngineFiles files;
  InputChoice input;
  std::string output_format = "jsonl";
  std::vector<std::string> only;
  bool tokens = false;
  std::string output;
  std::string store;      // file or postgres://...; empty: none
  unsigned threads = 0;   // 0: all cores
  bool as_ready = false;  // or in the order of the inputs
};
int read(const ReadCommand& command);
// With the input format "records": what an earlier run wrote, into the store.
int store_records(const ReadCommand& command);

// Archives into a store, going on where an earlier run stopped.
struct RunCommand {
  EngineFiles files;
  InputChoice input;
  std::string store;
  bool timings = false;
  unsigned threads = 0;
};
int run(const RunCommand& command);

// Archives cut into pieces, a line each.
struct PlanCommand {
  std::vector<std::string> inputs;
  std::uint64_t piece_bytes = 256u << 20;
  std::string output;
};
int plan(const PlanCommand& command);

// Inputs as messages of a stream.
struct FeedCommand {
  std::vector<std::string> inputs;
  std::string url = "nats://127.0.0.1:4222";
  std::string stream = "dateline";
  std::string input_format = "auto";
  std::string date;
  std::uint64_t piece_bytes = 1u << 20;
};
int feed(const FeedCommand& command);

// Messages of a stream into a store, as one of many workers.
struct WorkCommand {
  EngineFiles files;
  std::string url = "nats://127.0.0.1:4222";
  std::string stream = "dateline";
  std::string store;
  std::vector<std::string> roots;
  unsigned threads = 0;
  unsigned wait_seconds = 30;
  unsigned tries = 5;
  bool until_empty = false;
};
int work(const WorkCommand& command);

// Which incidents of a store, as on the command line: the filters of query/filter.h by their names.
struct FilterOptions {
  std::map<std::string, std::string> values;  // empty: not given
  std::uint64_t limit = 0;
};

struct QueryCommand {
  EngineFiles files;
  std::string store;
  FilterOptions which;
  std::string what = "incidents";  // incidents, reports, articles or changes
  std::string format = "jsonl";
  std::string output;
};
int query(const QueryCommand& command);

// Records, or a store, in another format.
struct ExportCommand {
  EngineFiles files;
  std::vector<std::string> inputs;
  std::string format = "jsonl";
  std::string output;
  unsigned threads = 0;
};
int export_records(const ExportCommand& command);

struct StatsCommand {
  EngineFiles files;
  std::string store;
  FilterOptions which;
  std::vector<std::string> by = {"month"};
  std::string format = "table";
  std::string output;
};
int stats(StatsCommand command);

struct ServeCommand {
  EngineFiles files;
  std::string store;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8470;
  std::string key_file;
  std::vector<std::string> allowed_hosts;
  bool writable = false;
  unsigned connections = 1024;
  std::size_t largest_body = 8;  // MiB
  std::uint64_t export_limit = 1'000'000;
  unsigned patience = 20;  // seconds
  double rate = 0;
};
int serve(const ServeCommand& command);

struct ParseCommand {
  EngineFiles files;
  std::string input = "-";
  std::string input_format = "text";
  std::string output_format = "conllu";
  bool factuality = false;  // what each text tells and whether it took place, instead of trees
  std::string output;
};
int parse(const ParseCommand& command);

struct ActorCommand {
  EngineFiles files;
  std::string actor;  // the string, or with input_format jsonl the file
  std::string input_format = "string";
  std::string date;
  std::string context;
  std::string output;
};
int actor(const ActorCommand& command);

struct ExplainCommand {
  EngineFiles files;
  std::string input;
  std::string event;  // "v3"; empty: every sentence
  std::string input_format = "auto";
  std::string date;
};
int explain(const ExplainCommand& command);

struct PackCommand {
  std::string folder = "data";
  std::vector<std::string> on_top;
  std::string output = "dateline.pack";
};
int pack(const PackCommand& command);

// Other people's files as tables in a folder for --data.
struct ImportCommand {
  std::vector<std::string> inputs;
  std::string folder;  // where the tables are written
  std::string pack;
  std::uint64_t least_population = 500;  // of the gazetteer's towns
};
int import_gazetteer(const ImportCommand& command);
int import_actors(const ImportCommand& command);
int import_verbs(const ImportCommand& command);

}  // namespace dateline::cli
