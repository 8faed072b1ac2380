#include "work/stream.h"

#include <fmt/format.h>

#include <cstdlib>

#include "work/libnats.h"

namespace dateline::work {

namespace {

constexpr std::int64_t kMillisecond = 1'000'000;  // nanoseconds
constexpr std::int64_t kRemembersIds = 3600 * 1000 * kMillisecond;
constexpr std::int64_t kMostHeld = 4096;  // messages given out and not acknowledged, over all workers
constexpr const char* kConsumer = "workers";
constexpr const char* kName = "Dateline-Name";
constexpr const char* kFormat = "Dateline-Format";
constexpr const char* kDate = "Dateline-Date";

}  // namespace

struct Stream::State {
  const Libnats& nats;
  Options options;
  std::string work, dead, dead_stream;
  natsConnection* connection = nullptr;
  jsCtx* stream = nullptr;
  natsSubscription* subscription = nullptr;

  State(const Libnats& library, const Options& given)
      : nats(library),
        options(given),
        work(given.name + ".work"),
        dead(given.name + ".dead"),
        dead_stream(given.name + "-dead") {}
  ~State() {
    if (subscription) nats.natsSubscription_Destroy(subscription);
    if (stream) nats.jsCtx_Destroy(stream);
    if (connection) nats.natsConnection_Destroy(connection);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Failure fault(natsStatus status, std::string_view doing) const {
    std::string remedy;
    if (status == NATS_NO_SERVER) remedy = "; is a nats-server there?";
    if (status == NATS_NO_RESPONDERS) remedy = "; start it with JetStream (nats-server -js -sd FOLDER)";
    if (status == NATS_MAX_PAYLOAD) remedy = "; the message is larger than the server takes";
    return failure(ErrorCode::NotReadable,
                   fmt::format("{}: {}: {}{}", options.url, doing, nats.natsStatus_GetText(status), remedy));
  }

  natsStatus connect() {
    natsOptions* wanted = nullptr;
    natsStatus status = nats.natsOptions_Create(&wanted);
    if (status == NATS_OK) status = nats.natsOptions_SetURL(wanted, options.url.c_str());
    if (status == NATS_OK) status = nats.natsOptions_SetName(wanted, "dateline");
    if (status == NATS_OK) status = nats.natsOptions_SetMaxReconnect(wanted, -1);
    if (status == NATS_OK) status = nats.natsOptions_SetReconnectWait(wanted, 250);
    // The library would write to standard error on its own.
    if (status == NATS_OK) {
      status = nats.natsOptions_SetErrorHandler(
          wanted, [](natsConnection*, natsSubscription*, natsStatus, void*) {}, nullptr);
    }
    if (status == NATS_OK) status = nats.natsConnection_Connect(&connection, wanted);
    nats.natsOptions_Destroy(wanted);
    if (status == NATS_OK) status = nats.natsConnection_JetStream(&stream, connection, nullptr);
    return status;
  }

  // Adding what is there with the same settings changes nothing.
  natsStatus add_stream(const std::string& name, const std::string& subject, jsRetentionPolicy retention) const {
    jsStreamConfig wanted;
    nats.jsStreamConfig_Init(&wanted);
    const char* subjects[] = {subject.c_str()};
    wanted.Name = name.c_str();
    wanted.Subjects = subjects;
    wanted.SubjectsLen = 1;
    wanted.Retention = retention;
    wanted.Storage = js_FileStorage;
    wanted.Discard = js_DiscardNew;
    wanted.Duplicates = kRemembersIds;
    jsErrCode code{};
    const natsStatus status = nats.js_AddStream(nullptr, stream, &wanted, nullptr, &code);
    return code == JSStreamNameExistErr ? NATS_OK : status;  // with settings that somebody chose
  }

  natsStatus add_consumer() const {
    jsConsumerConfig wanted;
    nats.jsConsumerConfig_Init(&wanted);
    wanted.Durable = kConsumer;
    wanted.AckPolicy = js_AckExplicit;
    wanted.AckWait = options.wait_ms * kMillisecond;
    wanted.MaxDeliver = -1;  // who gives up on a message says so (publish_dead)
    wanted.MaxAckPending = kMostHeld;
    return nats.js_AddConsumer(nullptr, stream, options.name.c_str(), &wanted, nullptr, nullptr);
  }

  natsStatus subscribe() {
    jsSubOptions wanted;
    nats.jsSubOptions_Init(&wanted);
    wanted.Stream = options.name.c_str();
    wanted.Consumer = kConsumer;
    wanted.ManualAck = true;
    return nats.js_PullSubscribe(&subscription, stream, work.c_str(), kConsumer, nullptr, &wanted, nullptr);
  }

  Result<bool> publish(const std::string& subject, const Message& message, const std::string& id) const {
    natsMsg* made = nullptr;
    natsStatus status =
        nats.natsMsg_Create(&made, subject.c_str(), nullptr, message.body.data(), static_cast<int>(message.body.size()));
    const auto header = [&](const char* key, const std::string& value) {
      if (status == NATS_OK && !value.empty()) status = nats.natsMsgHeader_Set(made, key, value.c_str());
    };
    header(kName, message.name);
    header(kFormat, message.format);
    header(kDate, message.date);
    jsPubOptions wanted;
    nats.jsPubOptions_Init(&wanted);
    wanted.MsgId = id.c_str();
    jsPubAck* stored = nullptr;
    if (status == NATS_OK) status = nats.js_PublishMsg(&stored, stream, made, &wanted, nullptr);
    nats.natsMsg_Destroy(made);
    if (status != NATS_OK) return fault(status, "publishing");
    const bool is_new = !stored->Duplicate;
    nats.jsPubAck_Destroy(stored);
    return is_new;
  }
};

struct Stream::Delivery::Held {
  const Libnats& nats;
  const State& state;
  natsMsg* message;
  Held(const Libnats& library, const State& from, natsMsg* given) : nats(library), state(from), message(given) {}
  ~Held() { nats.natsMsg_Destroy(message); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
};

Stream::Stream(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

Result<Stream> Stream::open(const Options& options) {
  const auto library = libnats();
  if (!library) return Failure(library.error());
  auto state = std::make_unique<State>(**library, options);
  if (const natsStatus status = state->connect(); status != NATS_OK) return state->fault(status, "connecting");
  if (const natsStatus status = state->add_stream(options.name, state->work, js_WorkQueuePolicy); status != NATS_OK)
    return state->fault(status, fmt::format("making the stream {}", options.name));
  if (const natsStatus status = state->add_stream(state->dead_stream, state->dead, js_LimitsPolicy); status != NATS_OK)
    return state->fault(status, fmt::format("making the stream {}", state->dead_stream));
  if (const natsStatus status = state->add_consumer(); status != NATS_OK)
    return state->fault(status, fmt::format("making the consumer {} of {}", kConsumer, options.name));
  if (const natsStatus status = state->subscribe(); status != NATS_OK) return state->fault(status, "asking for messages");
  return Stream(std::move(state));
}

Result<bool> Stream::publish(const Message& message, const std::string& id) { return state_->publish(state_->work, message, id); }

Result<void> Stream::publish_dead(const std::string& reason, const std::string& id) {
  const auto published = state_->publish(state_->dead, {reason, {}, {}, {}}, id);
  if (!published) return Failure(published.error());
  return {};
}

Result<std::vector<Stream::Delivery>> Stream::fetch(int most, std::int64_t milliseconds) {
  const Libnats& nats = state_->nats;
  natsMsgList list{};
  const natsStatus status = nats.natsSubscription_Fetch(&list, state_->subscription, most, milliseconds, nullptr);
  std::vector<Delivery> out;
  if (status == NATS_TIMEOUT) return out;
  if (status != NATS_OK) return state_->fault(status, "asking for messages");
  for (int i = 0; i < list.Count; ++i) {
    Delivery delivery;
    delivery.held_ = std::make_shared<Delivery::Held>(nats, *state_, list.Msgs[i]);
    jsMsgMetaData* about = nullptr;
    if (nats.natsMsg_GetMetaData(&about, list.Msgs[i]) != NATS_OK) continue;
    delivery.number = about->Sequence.Stream;
    delivery.delivered = about->NumDelivered;
    nats.jsMsgMetaData_Destroy(about);
    delivery.message.body.assign(nats.natsMsg_GetData(list.Msgs[i]),
                                 static_cast<std::size_t>(nats.natsMsg_GetDataLength(list.Msgs[i])));
    const auto header = [&](const char* key, std::string& value) {
      const char* text = nullptr;
      if (nats.natsMsgHeader_Get(list.Msgs[i], key, &text) == NATS_OK && text) value = text;
    };
    header(kName, delivery.message.name);
    header(kFormat, delivery.message.format);
    header(kDate, delivery.message.date);
    out.push_back(std::move(delivery));
  }
  // The messages are the deliveries' now; the list is not.
  list.Count = 0;
  std::free(list.Msgs);
  return out;
}

Result<void> Stream::Delivery::acknowledge() {
  const natsStatus status = held_->nats.natsMsg_AckSync(held_->message, nullptr, nullptr);
  if (status != NATS_OK) return held_->state.fault(status, "acknowledging");
  return {};
}

void Stream::Delivery::still_working() { held_->nats.natsMsg_InProgress(held_->message, nullptr); }

Result<Stream::Info> Stream::info() {
  const Libnats& nats = state_->nats;
  jsStreamInfo* stream = nullptr;
  natsStatus status = nats.js_GetStreamInfo(&stream, state_->stream, state_->options.name.c_str(), nullptr, nullptr);
  if (status != NATS_OK) return state_->fault(status, "asking about the stream");
  Info info;
  info.identity = fmt::format("nats:{}@{}", state_->options.name, stream->Created);
  info.first = stream->State.FirstSeq;
  nats.jsStreamInfo_Destroy(stream);
  jsConsumerInfo* consumer = nullptr;
  status = nats.js_GetConsumerInfo(&consumer, state_->stream, state_->options.name.c_str(), kConsumer, nullptr, nullptr);
  if (status != NATS_OK) return state_->fault(status, "asking about the workers");
  info.waiting = consumer->NumPending;
  info.held = static_cast<std::uint64_t>(consumer->NumAckPending);
  nats.jsConsumerInfo_Destroy(consumer);
  return info;
}

}  // namespace dateline::work
