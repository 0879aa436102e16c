// Package folder reads the files of a course, and reports which of them are public. It also
// packs a project as a zip file, and watches the folder for changes. Package course uses it
// to read lessons, package site to serve the public files, and package app to watch the
// folder.
//
// Hidden files and node_modules are no part of a course.
package folder
