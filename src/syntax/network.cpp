// All words of a batch go through a matrix product together, so that the weights are read once for many words.
#include "syntax/network.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace dateline::syntax {
namespace {

// Takes pieces off the section's front; `is_whole` is false once there was too little.
struct Cursor {
  std::string_view rest;
  bool is_whole = true;

  template <typename T>
  const T* take(std::size_t count) {
    const std::size_t bytes = (count * sizeof(T) + 3) / 4 * 4;
    if (rest.size() < bytes) {
      is_whole = false;
      return nullptr;
    }
    // Sections begin at multiples of 8 in a mapped file, and every piece is padded to a multiple of 4.
    const auto* const piece = static_cast<const T*>(static_cast<const void*>(rest.data()));
    rest.remove_prefix(bytes);
    return piece;
  }

  ByteMatrix take_matrix(std::size_t depth, std::size_t width) {
    ByteMatrix matrix;
    matrix.depth = depth;
    matrix.width = width;
    matrix.weights = take<std::int8_t>(depth * width);
    matrix.sums = take<std::int32_t>(width);
    matrix.scales = take<float>(width);
    matrix.bias = take<float>(width);
    return matrix;
  }
};

void multiply_all(const ByteMatrix& matrix, NetworkWork& work, std::size_t rows, std::vector<float>& output) {
  output.resize(rows * matrix.width);
  multiply(matrix, work.bytes.data(), work.scales.data(), rows, output.data());
}

void all_to_bytes(const std::vector<float>& rows, std::size_t width, NetworkWork& work) {
  const std::size_t count = rows.size() / width;
  work.bytes.resize(rows.size());
  work.scales.resize(count);
  for (std::size_t i = 0; i < count; ++i) to_bytes(&rows[i * width], width, &work.bytes[i * width], work.scales[i]);
}

std::uint32_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::uint32_t>(std::max_element(scores, scores + count) - scores);
}

bool may_follow(std::size_t label, std::size_t before) {
  // Inside follows begin or inside of its own kind: labels 2k + 1 and 2k + 2.
  return label == 0 || label % 2 == 1 || before == label || before + 1 == label;
}

}  // namespace

Result<Network> Network::open(std::string_view section, std::size_t tags) {
  const auto damaged = [] { return failure(ErrorCode::BadInput, "its tables do not fit together"); };
  Network network;
  NetworkHeader& header = network.header_;
  if (section.size() < sizeof header) return damaged();
  std::memcpy(&header, section.data(), sizeof header);
  if (header.tags != tags || header.learned_words == 0 || header.learned_words > header.vector_words + 1) return damaged();
  Cursor cursor{section.substr(sizeof header)};
  NetworkPieces& pieces = network.pieces_;
  for (std::size_t l = 0; l < kLayers; ++l) {
    pieces.layers[l] = cursor.take_matrix(layer_input(l), kGateWidth);
    pieces.memory[l] = cursor.take<float>(4 * kHidden);
  }
  pieces.tag = cursor.take_matrix(kStateWidth, padded(tags));
  pieces.name = cursor.take_matrix(kStateWidth, padded(kNameLabels));
  pieces.roles = cursor.take_matrix(kStateWidth, kRoleWidth);
  pieces.arc = cursor.take_matrix(kArcWidth, kArcWidth);
  pieces.label = cursor.take_matrix(kLabelWidth, padded(kRelations));
  pieces.arc_bias = cursor.take<float>(kArcWidth);
  pieces.root = cursor.take<float>(kArcWidth + kLabelWidth);
  pieces.parts = cursor.take<std::int8_t>((std::size_t{1} << kBucketBits) * kWordWidth);
  pieces.words = cursor.take<std::int8_t>(header.learned_words * kWordWidth);
  pieces.vectors = cursor.take<std::int8_t>(header.vector_words * kVectorWidth);
  if (!cursor.is_whole || !cursor.rest.empty()) return damaged();
  return network;
}

void Network::embed(NetworkWork& work) const {
  work.below.resize(work.words.size() * kInputWidth);
  for (std::size_t t = 0; t < work.words.size(); ++t) {
    const NetworkWord& word = work.words[t];
    const std::size_t row = word.number != kNone && word.number + 1 < header_.learned_words ? word.number + 1 : 0;
    std::array<const std::int8_t*, kPartCount + 1> rows;
    rows[0] = pieces_.words + row * kWordWidth;
    for (std::size_t i = 0; i < kPartCount; ++i) rows[i + 1] = pieces_.parts + word.parts[i] * kWordWidth;
    float* const to = &work.below[t * kInputWidth];
    add_bytes(rows.data(), rows.size(), kWordWidth, header_.row_scale, to);
    if (word.number < header_.vector_words) {
      const std::int8_t* const vector = pieces_.vectors + word.number * kVectorWidth;
      add_bytes(&vector, 1, kVectorWidth, header_.vector_scale, to + kWordWidth);
    } else {
      std::fill_n(to + kWordWidth, kVectorWidth, 0.0f);
    }
  }
}

void Network::run(NetworkWork& work) const {
  const std::size_t size = work.words.size();
  embed(work);
  for (std::size_t l = 0; l < kLayers; ++l) {
    const ByteMatrix& matrix = pieces_.layers[l];
    all_to_bytes(work.below, matrix.depth, work);
    if (l == 2) {
      multiply_all(pieces_.tag, work, size, work.scores);
      work.tags.resize(size);
      for (std::size_t t = 0; t < size; ++t) work.tags[t] = best_of(&work.scores[t * pieces_.tag.width], header_.tags);
    }
    multiply_all(matrix, work, size, work.gates);
    work.above.resize(size * kStateWidth);
    std::uint32_t begin = 0;
    for (const std::uint32_t end : work.ends) {
      for (std::size_t d = 0; d < 2; ++d) {
        const std::size_t at = begin * kStateWidth + d * kHidden;
        recur(&work.gates[begin * kGateWidth + d * kGates * kHidden], kGateWidth, pieces_.memory[l] + d * 2 * kHidden,
              l == 0 ? nullptr : &work.below[at], &work.above[at], kStateWidth, kHidden, end - begin,
              d == 0 ? Direction::Forward : Direction::Backward);
      }
      begin = end;
    }
    work.below.swap(work.above);
  }
  all_to_bytes(work.below, kStateWidth, work);
  names(work);
  trees(work);
}

// The labels with the highest sum of scores among those in which no name begins in its middle (Viterbi).
void Network::names(NetworkWork& work) const {
  multiply_all(pieces_.name, work, work.words.size(), work.scores);
  work.names.resize(work.words.size());
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    std::array<float, kNameLabels> sums;
    work.back.resize(end - begin);
    for (std::uint32_t t = begin; t < end; ++t) {
      const float* const scores = &work.scores[t * pieces_.name.width];
      std::array<float, kNameLabels> next;
      for (std::size_t label = 0; label < kNameLabels; ++label) {
        float best = t == begin && may_follow(label, 0) ? 0 : -std::numeric_limits<float>::infinity();
        for (std::size_t before = 0; t > begin && before < kNameLabels; ++before) {
          if (!may_follow(label, before) || sums[before] <= best) continue;
          best = sums[before];
          work.back[t - begin][label] = static_cast<std::uint8_t>(before);
        }
        next[label] = best + scores[label];
      }
      sums = next;
    }
    std::size_t label = best_of(sums.data(), kNameLabels);
    for (std::uint32_t t = end; t-- > begin;) {
      work.names[t] = static_cast<NameLabel>(label);
      label = work.back[t - begin][label];
    }
    begin = end;
  }
}

void Network::trees(NetworkWork& work) const {
  multiply_all(pieces_.roles, work, work.words.size(), work.roles);
  work.arcs.resize(work.words.size());
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    heads(work, begin, end);
    begin = end;
  }
  relations(work);
}

void Network::heads(NetworkWork& work, std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t count = end - begin;
  const std::size_t columns = padded(count + 1);
  work.bytes.resize(count * kArcWidth);
  work.scales.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    float* const role = &work.roles[(begin + i) * kRoleWidth];
    leak(role, 2 * kArcWidth);
    to_bytes(role, kArcWidth, &work.bytes[i * kArcWidth], work.scales[i]);
  }
  multiply_all(pieces_.arc, work, count, work.projected);
  work.heads.assign(kArcWidth * columns, 0.0f);
  work.apt.assign(columns, 0.0f);
  for (std::uint32_t j = 0; j <= count; ++j) {
    const float* const head = j == count ? pieces_.root : &work.roles[(begin + j) * kRoleWidth + kArcWidth];
    for (std::size_t k = 0; k < kArcWidth; ++k) {
      work.heads[k * columns + j] = head[k];
      work.apt[j] += head[k] * pieces_.arc_bias[k];
    }
  }
  work.arc_scores.resize(count * columns);
  for (std::uint32_t i = 0; i < count; ++i) {
    multiply_row(&work.projected[i * kArcWidth], work.heads.data(), work.apt.data(), kArcWidth, columns,
                 &work.arc_scores[i * columns]);
  }
  work.chosen.resize(count);
  best_tree(work.arc_scores, columns, count, work.tree, work.chosen);
  for (std::uint32_t i = 0; i < count; ++i) work.arcs[begin + i].head = work.chosen[i] == count ? kNone : work.chosen[i];
}

void Network::relations(NetworkWork& work) const {
  constexpr std::size_t kDependent = 2 * kArcWidth;
  constexpr std::size_t kHead = kDependent + kLabelWidth;
  const std::size_t size = work.words.size();
  work.above.resize(size * kLabelWidth);
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    for (std::uint32_t t = begin; t < end; ++t) {
      const std::uint32_t head = work.arcs[t].head;
      const float* const dependent = &work.roles[t * kRoleWidth + kDependent];
      const float* const governor = head == kNone ? pieces_.root + kArcWidth : &work.roles[(begin + head) * kRoleWidth + kHead];
      for (std::size_t k = 0; k < kLabelWidth; ++k) work.above[t * kLabelWidth + k] = dependent[k] + governor[k];
    }
    begin = end;
  }
  leak(work.above.data(), work.above.size());
  all_to_bytes(work.above, kLabelWidth, work);
  multiply_all(pieces_.label, work, size, work.scores);
  for (std::size_t t = 0; t < size; ++t) {
    float* const scores = &work.scores[t * pieces_.label.width];
    Arc& arc = work.arcs[t];
    scores[static_cast<std::size_t>(Relation::root)] = -std::numeric_limits<float>::infinity();
    arc.relation = arc.head == kNone ? Relation::root : static_cast<Relation>(best_of(scores, kRelations));
  }
}

}  // namespace dateline::syntax
