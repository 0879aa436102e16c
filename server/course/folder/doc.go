// Package folder reads the folder of a course: which of its files are public, what one of
// them holds, what a project in it weighs as a zip file, and when something changes. Package
// course reads lessons with it, package site serves its public files, and package app watches it.
//
// Hidden files and node_modules are no part of a course.
package folder
