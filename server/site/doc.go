// Package site renders a course as pages and serves them, with everything that they load.
// Package app mounts it beside the sockets.
//
// # Pages
//
// [Site.Show] renders each page of a course once, compressed and with an entity tag, into a
// table from path to page. A request costs a lookup in this table. Another call of Show
// replaces the whole table, so that no request sees half of a change.
//
//	/                     the course: all lessons
//	/lessons/{slug}       a lesson
//	/embed/{slug}         the same lesson without the site's chrome, for an iframe on another site
//	/guides/              all guides
//	/guides/{slug}        a guide, the same whatever course is shown
//	/join/{path}          how others join a program that several share; made for each request
//	/run/{path}           a file of the lessons' folder: programs run in a sandboxed iframe of the lesson
//	/projects/{path}.zip  a folder that a lesson offers, for a reader to run at home
//	/static/{name}        scripts, styles and the module (package asset)
//
// The page of a faulty lesson lists its faults; the other pages are complete. Each page works
// without JavaScript: a ws block is then a list of steps, with the consoles of a recorded run
// below it.
//
// # Safety
//
// Every answer has a Content-Security-Policy that allows only the files of this server: no
// inline script or style, and no eval except for starting a WebAssembly module. No other site
// can show a page in an iframe. Any site can show an embed, because embeds carry no authority.
package site
