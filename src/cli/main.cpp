// The program: its command line, nothing else.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/filter_options.h"

namespace {

using namespace dateline;

void add_engine_options(CLI::App* command, cli::EngineFiles& files) {
  command->add_option("--data", files.data, "folder with tables of your own on top of the built-in ones")->type_name("DIR");
  command->add_option("--pack", files.pack, "knowledge pack to use instead of the installed one")->type_name("FILE");
  command->add_option("--model", files.model, "weights to use instead of the installed ones")->type_name("FILE");
}

void add_input_options(CLI::App* command, cli::InputChoice& input) {
  command->add_option("INPUT", input.paths, "files, folders, archives, feeds, or - for standard input; .gz and .zst are unpacked")
      ->required();
  command
      ->add_option("-f,--from", input.format,
                   "what the input is: auto, html, text, jsonl, warc, feed; records (written before) to store")
      ->type_name("FORMAT")
      ->capture_default_str();
  command->add_option("--warc-range", input.warc_range, "only the records of one archive that begin at these bytes of the file")
      ->type_name("BEGIN:END");
  command->add_option("--date", input.date, "publication date of all inputs, ISO 8601 (2023-09-15)")->type_name("DATE");
}

void add_piece_option(CLI::App* command, std::uint64_t& bytes) {
  command->add_option("--piece", bytes, "size of an archive's piece, as the archive lies there: 64k, 1m, 2g")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::uint64_t{1} << 12, std::uint64_t{1} << 50))
      ->type_name("SIZE")
      ->capture_default_str();
}

void add_stream_options(CLI::App* command, std::string& url, std::string& stream) {
  command->add_option("--nats", url, "address of the NATS server")->type_name("URL")->capture_default_str();
  command->add_option("--stream", stream, "name of the stream")
      ->check([](const std::string& name) {
        const bool good = !name.empty() && name.find_first_of(" \t.*>/\\") == std::string::npos;
        return good ? std::string() : "give a name without spaces, dots, slashes, * and >";
      })
      ->type_name("NAME")
      ->capture_default_str();
}

void add_threads_option(CLI::App* command, unsigned& threads) {
  command->add_option("-j,--jobs", threads, "threads; default: one a core. The output is the same with any number")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
}

// A standard stream that is closed would give its number to the next file that is opened, and messages would go into records.
// In its place stands one that fails, as the closed one did.
void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) (void)open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  hold_standard_streams();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an error to report, not a reason to die
  CLI::App app("Turns news into data: reads web pages and texts, writes who did what to whom, when, where, and who says so.");
  app.name("dateline");
  app.set_version_flag("--version", "dateline " + std::string(version()));
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.footer(
      "Examples:\n"
      "  dateline read story.html --format text          what happened, for people\n"
      "  dateline read news/ > records.jsonl             one JSON record a page, for programs\n"
      "  dateline read crawl.warc.gz -o records.jsonl    every page of an archive\n"
      "  dateline read wire.txt --date 2023-09-15        a text that does not tell its own date\n"
      "  dateline read news/ --store news.db             into a store: reports of one event become one row\n"
      "  dateline run *.warc.gz --store news.db          archives into a store; stop and go on at any point\n"
      "  dateline query news.db --dyad 'RUS>UKR'         who did what to whom, and who reported it\n"
      "  dateline explain story.html                     why each sentence coded, or did not\n"
      "  dateline actor \"South Korean marines\"           an actor's code\n"
      "\n`dateline COMMAND --help` tells more; the record's fields are in docs/record.md.");

  cli::ReadCommand read;
  CLI::App* read_command = app.add_subcommand("read", "read pages and texts, write records");
  add_input_options(read_command, read.input);
  read_command->add_option("--format", read.output_format, "what to write: jsonl, text (a card for people), conllu (trees)")
      ->check(CLI::IsMember({"jsonl", "text", "conllu"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  read_command
      ->add_option("--only", read.only, "stages whose fields to write: page, syntax, names, times, places, claims, events")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("STAGES");
  read_command->add_flag("--tokens", read.tokens, "write tokens, tags and trees too");
  read_command->add_option("-o,--output", read.output, "file to write instead of standard output")->type_name("FILE");
  read_command->add_option("--store", read.store, "put the records into a store: a file, or postgres://user@host/database")
      ->type_name("STORE");
  add_threads_option(read_command, read.threads);
  read_command
      ->add_option_function<std::string>(
          "--order", [&read](const std::string& order) { read.as_ready = order == "ready"; },
          "of what is written: that of the inputs, or as it is ready, so that nothing waits for a long text")
      ->check(CLI::IsMember({"input", "ready"}))
      ->type_name("ORDER")
      ->default_str("input");
  add_engine_options(read_command, read.files);
  read_command->footer(
      "Exit status: 0 all was read; 1 some inputs failed, each named on standard error; 2 nothing could be done.");

  cli::RunCommand run;
  CLI::App* run_command = app.add_subcommand("run", "archives into a store; stopped at any point, it goes on from there");
  add_input_options(run_command, run.input);
  run_command->add_option("--store", run.store, "a file, or postgres://user@host/database")->required()->type_name("STORE");
  run_command->add_flag("--timings", run.timings, "say at the end what each stage cost");
  add_threads_option(run_command, run.threads);
  add_engine_options(run_command, run.files);
  run_command->footer(
      "Exit status: 0 all was read; 1 some inputs failed, each named on standard error, or it was stopped; 2 nothing could be "
      "done.");

  cli::PlanCommand plan;
  CLI::App* plan_command = app.add_subcommand("plan", "cut archives into pieces, for a cluster's tasks");
  plan_command->add_option("INPUT", plan.inputs, "archives, files, folders")->required();
  add_piece_option(plan_command, plan.piece_bytes);
  plan_command->add_option("-o,--output", plan.output, "file to write instead of standard output")->type_name("FILE");
  plan_command->footer(
      "A line a piece: its number, its range for --warc-range (- for a whole file), its file, with tabs between.");

  cli::FeedCommand feed;
  CLI::App* feed_command = app.add_subcommand("feed", "archives, pages and feeds as messages of a NATS stream, for workers");
  feed_command->add_option("INPUT", feed.inputs, "archives, files, folders")->required();
  add_stream_options(feed_command, feed.url, feed.stream);
  feed_command->add_option("-f,--from", feed.input_format, "what the input is: auto, html, text, jsonl, warc, feed")
      ->type_name("FORMAT")
      ->capture_default_str();
  feed_command->add_option("--date", feed.date, "publication date of all inputs, ISO 8601")->type_name("DATE");
  add_piece_option(feed_command, feed.piece_bytes);

  cli::WorkCommand work;
  CLI::App* work_command = app.add_subcommand("work", "messages of a NATS stream into a store, as one of many workers");
  add_stream_options(work_command, work.url, work.stream);
  work_command->add_option("--store", work.store, "a file, or postgres://user@host/database")->required()->type_name("STORE");
  work_command->add_option("--root", work.roots, "folder that messages may name archives in; may be given several times")
      ->type_name("FOLDER");
  work_command->add_flag("--until-empty", work.until_empty, "end when all messages have been placed");
  work_command->add_option("--wait", work.wait_seconds, "seconds until a worker that is silent is taken for dead")
      ->check(CLI::Range(1u, 86400u))
      ->type_name("SECONDS")
      ->capture_default_str();
  work_command->add_option("--tries", work.tries, "how many workers may try a message before it is taken for dead")
      ->check(CLI::Range(1u, 1000u))
      ->type_name("N")
      ->capture_default_str();
  add_threads_option(work_command, work.threads);
  add_engine_options(work_command, work.files);

  cli::QueryCommand query;
  CLI::App* query_command = app.add_subcommand("query", "incidents of a store: one event, one row, every report behind it");
  query_command->add_option("STORE", query.store, "a file, or postgres://user@host/database")->required();
  cli::add_filter_options(query_command, query.which);
  query_command
      ->add_option("--what", query.what,
                   "incidents; reports (one a line for each article); articles (their records); changes (in copies)")
      ->check(CLI::IsMember({"incidents", "reports", "articles", "changes"}))
      ->type_name("ROWS")
      ->capture_default_str();
  query_command->add_option("--limit", query.which.limit, "no more than so many")->type_name("N");
  query_command->add_option("--format", query.format, "what to write: " + cli::export_formats_listed())
      ->type_name("FORMAT")
      ->capture_default_str();
  query_command->add_option("-o,--output", query.output, "file to write instead of standard output")->type_name("FILE");
  add_engine_options(query_command, query.files);

  cli::ExportCommand exporting;
  CLI::App* export_command = app.add_subcommand("export", "incidents of records or of a store in another format");
  export_command
      ->add_option("INPUT", exporting.inputs, "files of records, placed in memory; or a store (`dateline query` has filters)")
      ->required();
  export_command->add_option("--format", exporting.format, "what to write: " + cli::export_formats_listed() + ", conllu")
      ->type_name("FORMAT")
      ->capture_default_str();
  export_command->add_option("-o,--output", exporting.output, "file to write instead of standard output")->type_name("FILE");
  export_command
      ->add_option("-j,--jobs", exporting.threads, "threads; default: one a core. The output is the same with any number")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
  add_engine_options(export_command, exporting.files);

  cli::StatsCommand stats;
  CLI::App* stats_command = app.add_subcommand("stats", "counts of a store's incidents over time, by dyad, type, status");
  stats_command->add_option("STORE", stats.store, "a file, or postgres://user@host/database")->required();
  cli::add_filter_options(stats_command, stats.which);
  stats_command
      ->add_option("--by", stats.by, "what to count by: dyad, actor, recipient, type, quad, status, country; day, month, year")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("GROUPS")
      ->capture_default_str();
  stats_command->add_option("--format", stats.format, "table, sparkline (a line a group over time), csv")
      ->check(CLI::IsMember({"table", "sparkline", "csv"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  stats_command->add_option("-o,--output", stats.output, "file to write instead of standard output")->type_name("FILE");

  cli::ServeCommand serve;
  CLI::App* serve_command = app.add_subcommand("serve", "a store as a page to look at and an API to ask, over HTTP");
  serve_command->add_option("--store", serve.store, "a file, or postgres://user@host/database")->required()->type_name("STORE");
  serve_command->add_option("--host", serve.host, "address to listen on; another than the default lets others in")
      ->type_name("ADDRESS")
      ->capture_default_str();
  serve_command->add_option("--port", serve.port, "port to listen on; 0: any that is free")
      ->type_name("N")
      ->capture_default_str();
  serve_command->add_option("--api-key-file", serve.key_file, "file with a key a line; requests must carry one of them")
      ->type_name("FILE");
  serve_command->add_option("--allow-host", serve.allowed_hosts, "another name by which requests may call the server")
      ->allow_extra_args(false)
      ->type_name("NAME");
  serve_command->add_flag("--writable", serve.writable, "POST /v1/read?store=1 may store what it reads");
  serve_command->add_option("--connections", serve.connections, "open at once; more wait")
      ->check(CLI::Range(8u, 65536u))
      ->type_name("N")
      ->capture_default_str();
  serve_command->add_option("--largest-body", serve.largest_body, "of a request, in MiB")
      ->check(CLI::Range(std::size_t{1}, std::size_t{64}))
      ->type_name("MIB")
      ->capture_default_str();
  serve_command->add_option("--export-limit", serve.export_limit, "rows of one export")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("N")
      ->capture_default_str();
  serve_command
      ->add_option("--patience", serve.patience, "seconds in which a request's head must have come, and a client have moved")
      ->check(CLI::Range(1u, 3600u))
      ->type_name("SECONDS")
      ->capture_default_str();
  serve_command->add_option("--rate", serve.rate, "requests a second from one address in the long run; 0: any number")
      ->check(CLI::Range(0.0, 1e6))
      ->type_name("N")
      ->capture_default_str();
  add_engine_options(serve_command, serve.files);

  cli::ParseCommand parse;
  CLI::App* parse_command = app.add_subcommand("parse", "tags and trees of plain English text, as CoNLL-U");
  parse_command->add_option("INPUT", parse.input, "a file, or - for standard input")->capture_default_str();
  parse_command
      ->add_option("-f,--from", parse.input_format,
                   "text, or conllu (its tokens and sentences are kept); with --factuality also jsonl")
      ->check(CLI::IsMember({"text", "conllu", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  parse_command->add_option("--format", parse.output_format, "conllu, or iob2 (names)")
      ->check(CLI::IsMember({"conllu", "iob2"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  parse_command->add_flag(
      "--factuality", parse.factuality,
      "instead: which words tell something, from -3 (did not happen) to +3 (did), and who says so; JSON lines");
  parse_command->add_option("-o,--output", parse.output, "file to write instead of standard output")->type_name("FILE");
  add_engine_options(parse_command, parse.files);

  cli::ActorCommand actor;
  CLI::App* actor_command = app.add_subcommand("actor", "the code of an actor: country, sectors, role");
  actor_command
      ->add_option("STRING", actor.actor, "the actor (\"South Korean marines\"), or with -f jsonl a file, - for standard input")
      ->required();
  actor_command->add_option("-f,--from", actor.input_format, "string, or jsonl with lines {id, actor, date?, context?}")
      ->check(CLI::IsMember({"string", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  actor_command->add_option("--date", actor.date, "day for which offices are looked up, ISO 8601")->type_name("DATE");
  actor_command->add_option("--context", actor.context, "text around the actor")->type_name("TEXT");
  actor_command->add_option("-o,--output", actor.output, "file to write instead of standard output")->type_name("FILE");
  add_engine_options(actor_command, actor.files);

  cli::ExplainCommand explain;
  CLI::App* explain_command = app.add_subcommand("explain", "why each sentence of an article coded, or did not");
  explain_command->add_option("INPUT", explain.input, "a page or text file, or - for standard input")->required();
  explain_command->add_option("EVENT", explain.event, "only this event: v1, v2, ...");
  explain_command->add_option("-f,--from", explain.input_format, "what the input is: auto, html, text, jsonl, warc, feed")
      ->type_name("FORMAT")
      ->capture_default_str();
  explain_command->add_option("--date", explain.date, "publication date, ISO 8601")->type_name("DATE");
  add_engine_options(explain_command, explain.files);

  cli::PackCommand pack;
  CLI::App* pack_command = app.add_subcommand("pack", "check the knowledge tables of a folder and compile them into a pack");
  pack_command->add_option("FOLDER", pack.folder, "folder with schema.toml and the tables")->capture_default_str();
  pack_command->add_option("--data", pack.on_top, "folder with tables on top of those; may be given several times")
      ->type_name("FOLDER");
  pack_command->add_option("-o,--output", pack.output, "pack to write")->type_name("FILE")->capture_default_str();

  cli::ImportCommand importing;
  const auto add_import_options = [&](CLI::App* command) {
    command->add_option("FILE", importing.inputs, "files, or - for standard input; .gz and .zst are unpacked")->required();
    command->add_option("--data", importing.folder, "folder to write the tables into, for --data of other commands")
        ->required()
        ->type_name("DIR");
    command->add_option("--pack", importing.pack, "knowledge pack to look names up in, instead of the installed one")
        ->type_name("FILE");
  };
  CLI::App* gazetteer_command = app.add_subcommand("gazetteer", "places of your own");
  gazetteer_command->require_subcommand(1);
  CLI::App* import_places = gazetteer_command->add_subcommand(
      "import", "make a table of a GeoNames dump: allCountries, cities500, alternateNamesV2, admin1CodesASCII");
  add_import_options(import_places);
  import_places
      ->add_option("--least-population", importing.least_population,
                   "towns with fewer people are left out, seats of government are not")
      ->type_name("N")
      ->capture_default_str();
  CLI::App* import_command = app.add_subcommand("import", "dictionaries of other event coders");
  import_command->require_subcommand(1);
  CLI::App* import_actors = import_command->add_subcommand("actors", "make tables of TABARI or PETRARCH actors and agents");
  add_import_options(import_actors);
  CLI::App* import_verbs = import_command->add_subcommand("verbs", "make tables of TABARI or PETRARCH verbs and patterns");
  add_import_options(import_verbs);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kDone : cli::kCannotStart;
  }
  if (*read_command) return cli::read(read);
  if (*run_command) return cli::run(run);
  if (*plan_command) return cli::plan(plan);
  if (*feed_command) return cli::feed(feed);
  if (*work_command) return cli::work(work);
  if (*query_command) return cli::query(query);
  if (*export_command) return cli::export_records(exporting);
  if (*stats_command) return cli::stats(std::move(stats));
  if (*serve_command) return cli::serve(serve);
  if (*parse_command) return cli::parse(parse);
  if (*actor_command) return cli::actor(actor);
  if (*explain_command) return cli::explain(explain);
  if (*gazetteer_command) return cli::import_gazetteer(importing);
  if (*import_actors) return cli::import_actors(importing);
  if (*import_verbs) return cli::import_verbs(importing);
  return cli::pack(pack);
} catch (...) {
  dateline::cli::complain(dateline::cli::what_was_thrown());
  return dateline::cli::kSomeFailed;
}
