// html_tree_cases [-v] FILE...: how many of the cases in .dat files the parser gets right; -v shows the others.
#include <cstdio>
#include <string>

#include "base/file.h"
#include "html/tree_cases.h"

using namespace dateline;

int main(int count, char** arguments) {
  std::size_t right = 0, all = 0;
  bool verbose = false;
  for (int i = 1; i < count; ++i) {
    const std::string path = arguments[i];
    if (path == "-v") {
      verbose = true;
      continue;
    }
    const auto text = base::read_file(path);
    if (!text) {
      std::fprintf(stderr, "%s\n", text.error().message.c_str());
      return 1;
    }
    for (const html::TreeCase& test : html::read_tree_cases(*text)) {
      const std::string got = html::tree_of(test.page);
      ++all;
      right += got == test.tree;
      if (verbose && got != test.tree) {
        std::printf("%s:%d\n%s\n--- expected\n%s\n--- got\n%s\n\n", path.c_str(), test.line, test.page.c_str(), test.tree.c_str(),
                    got.c_str());
      }
    }
  }
  std::printf("trees  right %.2f  %zu of %zu\n", all == 0 ? 0.0 : 100.0 * static_cast<double>(right) / static_cast<double>(all),
              right, all);
  return 0;
}
