// Atom (RFC 4287), and the network of actors as GraphML and GEXF 1.3: a node for each party, an edge for each pair that acts on
// one another, with the number of incidents and the sum of their Goldstein scores.
#include <fmt/format.h>

#include <map>

#include "base/utf8.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

// What XML 1.0 cannot hold is left out.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : base::one_line(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

// RFC 3339, as Atom wants it: a day is its beginning in UTC.
std::string instant(const std::string& iso_date) {
  if (iso_date.size() >= 20) return iso_date;
  constexpr std::string_view kRest = "0000-01-01T00:00:00Z";
  if (iso_date.size() == 10 || iso_date.size() == 7 || iso_date.size() == 4)
    return iso_date + std::string(kRest.substr(iso_date.size()));
  if (iso_date.size() == 17) return iso_date.substr(0, 16) + ":00Z";
  return "1970-01-01T00:00:00Z";
}

class Atom final : public Exporter {
 public:
  bool needs_reports() const override { return true; }
  std::string row(const Incident& i, const std::vector<Report>& reports) override {
    updated_ = std::max(updated_, instant(i.last_report));
    entries_ += fmt::format("<entry>\n<id>urn:dateline:incident:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", i.id,
                            escaped(headline(i)), instant(i.last_report));
    entries_ += fmt::format("<category term=\"{}\"/>\n<summary>{}</summary>\n", escaped(i.type),
                            escaped(fmt::format("{} {}{}{}, told by {} independent sources", day_of(i), name_of(i.status),
                                                i.site.name.empty() ? "" : " in ", i.site.name, i.sources)));
    for (const Report& report : reports) {
      if (!report.url.empty()) entries_ += fmt::format("<link rel=\"related\" href=\"{}\"/>\n", escaped(report.url));
    }
    entries_ += "</entry>\n";
    return {};
  }
  // The feed's own time is that of its newest entry, known only at the end.
  std::string tail() override {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        "<id>urn:dateline:query</id>\n<title>Incidents</title>\n<updated>{}</updated>\n"
        "<author><name>dateline</name></author>\n{}</feed>\n",
        updated_, entries_);
  }

 private:
  std::string entries_;
  std::string updated_ = "1970-01-01T00:00:00Z";
};

class Network : public Exporter {
 public:
  std::string row(const Incident& i, const std::vector<Report>&) override {
    for (const Party& actor : i.actors) {
      for (const Party& recipient : i.recipients) {
        const std::string from = node(actor), to = node(recipient);
        Edge& edge = edges_[{from, to}];
        ++edge.incidents;
        edge.goldstein += i.goldstein;
      }
    }
    return {};
  }

 protected:
  struct Edge {
    std::uint32_t incidents = 0;
    double goldstein = 0;
  };
  std::map<std::string, Party> nodes_;
  std::map<std::pair<std::string, std::string>, Edge> edges_;

 private:
  std::string node(const Party& party) {
    std::string id = party.kb.empty() ? party.country + " " + party.name : party.kb;
    nodes_.emplace(id, party);
    return id;
  }
};

class GraphMl final : public Network {
 public:
  std::string tail() override {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
        "<key id=\"code\" for=\"node\" attr.name=\"code\" attr.type=\"string\"/>\n"
        "<key id=\"country\" for=\"node\" attr.name=\"country\" attr.type=\"string\"/>\n"
        "<key id=\"incidents\" for=\"edge\" attr.name=\"incidents\" attr.type=\"int\"/>\n"
        "<key id=\"goldstein\" for=\"edge\" attr.name=\"goldstein\" attr.type=\"double\"/>\n"
        "<graph edgedefault=\"directed\">\n";
    for (const auto& [id, party] : nodes_) {
      out += fmt::format(
          "<node id=\"{}\"><data key=\"label\">{}</data><data key=\"code\">{}</data><data key=\"country\">{}</data></node>\n",
          escaped(id), escaped(party.name), escaped(party.code), escaped(party.country));
    }
    for (const auto& [ends, edge] : edges_) {
      out += fmt::format(
          "<edge source=\"{}\" target=\"{}\"><data key=\"incidents\">{}</data><data key=\"goldstein\">{:.2f}</data></edge>\n",
          escaped(ends.first), escaped(ends.second), edge.incidents, edge.goldstein);
    }
    return out + "</graph>\n</graphml>\n";
  }
};

class Gexf final : public Network {
 public:
  std::string tail() override {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
        "<graph defaultedgetype=\"directed\">\n"
        "<attributes class=\"node\"><attribute id=\"code\" title=\"code\" type=\"string\"/>"
        "<attribute id=\"country\" title=\"country\" type=\"string\"/></attributes>\n"
        "<attributes class=\"edge\"><attribute id=\"goldstein\" title=\"goldstein\" type=\"double\"/></attributes>\n<nodes>\n";
    for (const auto& [id, party] : nodes_) {
      out += fmt::format(
          "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"code\" value=\"{}\"/><attvalue for=\"country\" value=\"{}\"/>"
          "</attvalues></node>\n",
          escaped(id), escaped(party.name), escaped(party.code), escaped(party.country));
    }
    out += "</nodes>\n<edges>\n";
    std::size_t number = 0;
    for (const auto& [ends, edge] : edges_) {
      out += fmt::format(
          "<edge id=\"{}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues><attvalue for=\"goldstein\" value=\"{:.2f}\"/>"
          "</attvalues></edge>\n",
          number++, escaped(ends.first), escaped(ends.second), edge.incidents, edge.goldstein);
    }
    return out + "</edges>\n</graph>\n</gexf>\n";
  }
};

}  // namespace

std::unique_ptr<Exporter> atom_exporter() { return std::make_unique<Atom>(); }
std::unique_ptr<Exporter> graphml_exporter() { return std::make_unique<GraphMl>(); }
std::unique_ptr<Exporter> gexf_exporter() { return std::make_unique<Gexf>(); }

}  // namespace dateline::format
