// What stands at "/" of a server that was built without the page.
#include "serve/assets.h"

namespace dateline::serve {

namespace {

constexpr std::string_view kPage = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>dateline</title>
<h1>dateline</h1>
<p>This server was built without its page: npm was not there, or could not reach its registry. <code>make build</code> with npm
builds it. The interface for programs is here:</p>
<ul>
<li><a href="v1/openapi.json">v1/openapi.json</a>: everything that can be asked
<li><a href="v1/overview">v1/overview</a>: what the store holds
<li><a href="v1/incidents">v1/incidents</a>: its incidents, the latest first
<li><a href="v1/articles">v1/articles</a>: its articles
</ul>
</html>
)html";

constexpr Asset kAssets[] = {{"/", "text/html; charset=utf-8", kPage, false, "without-page-1"}};

}  // namespace

std::span<const Asset> web_assets() { return kAssets; }

}  // namespace dateline::serve
