#include "html/layout.h"

namespace dateline::html {

namespace {
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
}  // namespace

Layout layout_of(Tag tag) {
  switch (tag) {
    case Tag::Comment:
    case Tag::Doctype:
    case Tag::Head:
    case Tag::Title:
    case Tag::Base:
    case Tag::Basefont:
    case Tag::Bgsound:
    case Tag::Meta:
    case Tag::Link:
    case Tag::Script:
    case Tag::Style:
    case Tag::Template:
    case Tag::Input:
    case Tag::Keygen:
    case Tag::Button:
    case Tag::Select:
    case Tag::Optgroup:
    case Tag::Option:
    case Tag::Textarea:
    case Tag::Iframe:
    case Tag::Object:
    case Tag::Applet:
    case Tag::Param:
    case Tag::Embed:
    case Tag::Noembed:
    case Tag::Svg:
    case Tag::Math:
    case Tag::Canvas:
    case Tag::Audio:
    case Tag::Video:
    case Tag::Source:
    case Tag::Track:
    case Tag::Img:
    case Tag::Image:
    case Tag::Area:
    case Tag::Noscript:
    case Tag::Noframes:
    case Tag::Frame:
    case Tag::Frameset:
    case Tag::Dialog:
      return Layout::Skip;
    case Tag::Document:
    case Tag::Html:
    case Tag::Body:
    case Tag::Address:
    case Tag::Article:
    case Tag::Aside:
    case Tag::Blockquote:
    case Tag::Caption:
    case Tag::Center:
    case Tag::Col:
    case Tag::Colgroup:
    case Tag::Dd:
    case Tag::Details:
    case Tag::Dir:
    case Tag::Div:
    case Tag::Dl:
    case Tag::Dt:
    case Tag::Fieldset:
    case Tag::Figcaption:
    case Tag::Figure:
    case Tag::Footer:
    case Tag::Form:
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
    case Tag::Header:
    case Tag::Hgroup:
    case Tag::Hr:
    case Tag::Li:
    case Tag::Listing:
    case Tag::Main:
    case Tag::Marquee:
    case Tag::Menu:
    case Tag::Nav:
    case Tag::Ol:
    case Tag::P:
    case Tag::Plaintext:
    case Tag::Pre:
    case Tag::Search:
    case Tag::Section:
    case Tag::Summary:
    case Tag::Table:
    case Tag::Tbody:
    case Tag::Td:
    case Tag::Tfoot:
    case Tag::Th:
    case Tag::Thead:
    case Tag::Tr:
    case Tag::Ul:
    case Tag::Xmp:
      return Layout::Block;
    default:
      return Layout::Inline;
  }
}

void append_collapsed(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (is_space(text[begin])) {
      if (!out.empty() && out.back() != ' ' && out.back() != '\n') out.push_back(' ');
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && !is_space(text[end])) ++end;
    out.append(text.substr(begin, end - begin));
    begin = end;
  }
}

}  // namespace dateline::html
