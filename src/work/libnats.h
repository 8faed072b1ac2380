// The functions of libnats that streams need, loaded when the first stream is opened (as src/store/libpq.h, and why).
#pragma once

#include <nats/nats.h>

#include "dateline/result.h"

namespace dateline::work {

struct Libnats {
#define DATELINE_LIBNATS(F)       \
  F(natsOptions_Create)           \
  F(natsOptions_Destroy)          \
  F(natsOptions_SetURL)           \
  F(natsOptions_SetName)          \
  F(natsOptions_SetMaxReconnect)  \
  F(natsOptions_SetReconnectWait) \
  F(natsOptions_SetErrorHandler)  \
  F(natsConnection_Connect)       \
  F(natsConnection_Destroy)       \
  F(natsConnection_JetStream)     \
  F(jsCtx_Destroy)                \
  F(jsStreamConfig_Init)          \
  F(js_AddStream)                 \
  F(js_GetStreamInfo)             \
  F(jsStreamInfo_Destroy)         \
  F(jsConsumerConfig_Init)        \
  F(js_AddConsumer)               \
  F(js_GetConsumerInfo)           \
  F(jsConsumerInfo_Destroy)       \
  F(jsSubOptions_Init)            \
  F(js_PullSubscribe)             \
  F(natsSubscription_Fetch)       \
  F(natsSubscription_Destroy)     \
  F(jsPubOptions_Init)            \
  F(js_PublishMsg)                \
  F(jsPubAck_Destroy)             \
  F(natsMsg_Create)               \
  F(natsMsg_Destroy)              \
  F(natsMsg_GetData)              \
  F(natsMsg_GetDataLength)        \
  F(natsMsg_GetMetaData)          \
  F(natsMsg_AckSync)              \
  F(natsMsg_InProgress)           \
  F(natsMsgHeader_Set)            \
  F(natsMsgHeader_Get)            \
  F(jsMsgMetaData_Destroy)        \
  F(natsStatus_GetText)
#define DATELINE_LIBNATS_MEMBER(name) decltype(&::name) name = nullptr;
  DATELINE_LIBNATS(DATELINE_LIBNATS_MEMBER)
#undef DATELINE_LIBNATS_MEMBER
};

// Loads it once; any number of threads. The error says what to install. Never unloaded.
Result<const Libnats*> libnats();

}  // namespace dateline::work
