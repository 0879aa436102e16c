// Package site renders the pages of a course, and serves the pages and the files that they load.
// Package app registers the site and the sockets in one handler.
//
// # Pages
//
// [Site.Show] renders each page of a course once, and stores the compressed page with an entity tag
// in a table from path to page. A request costs a lookup in this table. The next call of Show
// replaces the whole table, so that no request sees a part of a change.
//
//	/                     the course: all lessons
//	/lessons/{slug}       a lesson
//	/embed/{slug}         the same lesson without the site's chrome, for an iframe on another site
//	/guides/              all guides
//	/guides/{slug}        a guide, the same for every course
//	/join/{path}          how other learners join a shared program; rendered for each request
//	/run/{path}           a file of the lessons' folder; programs run in a sandboxed iframe of the lesson
//	/projects/{path}.zip  an archive of a project, which a reader can run on their own computer
//	/static/{name}        scripts, styles and the module (package asset)
//
// The page of a faulty lesson lists its faults; the other pages are complete. Each page works
// without JavaScript: a ws block is then a list of steps, with the consoles of a recorded run
// below it.
//
// # Safety
//
// Every answer has a Content-Security-Policy, which allows only the files of this server and images
// in data: URLs. It allows no inline script or style, and no eval, except to compile a WebAssembly
// module. No other site can show a page in an iframe. Any site can show an embed, because the
// site has no accounts and no cookies that an embed could misuse.
package site
