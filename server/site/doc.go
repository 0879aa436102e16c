// Package site is everything that a browser gets: a course becomes pages, and
// the pages are served.
//
// # Pages
//
// [Site.Show] takes a course and renders each of its pages once, compressed and
// with an entity tag, into a table from path to page. A request costs a lookup
// in that table. Showing a course again puts a whole new table in place of the
// old one, so no request ever sees half of a change.
//
//	/                     the course: all lessons
//	/lessons/{slug}       a lesson
//	/embed/{slug}         the same lesson without the site's chrome, for a frame on another site
//	/guides/              all guides
//	/guides/{slug}        a guide, the same whatever course is shown
//	/join/{path}          how others join a program that several share; made for each request
//	/run/{path}           a program of the lessons' folder, for a sandboxed frame of the lesson
//	/projects/{path}.zip  a folder that a lesson offers, for a reader to run at home
//	/static/{name}        what the pages load (package asset)
//
// A lesson that has faults gets a page that lists them; the others are as they
// would be without it. Each page is whole without JavaScript: a ws block is then
// its list of steps, and below it the consoles of a recorded run.
//
// # Safety
//
// Every answer carries a Content-Security-Policy that allows nothing but what
// this server serves: no inline script or style, and of eval only what starts a
// WebAssembly module. Pages go into no frame of another site; the embeds go
// into any, since they carry no authority.
package site
