// Package highlight writes code as HTML, in colour: listings, and comparisons of two versions
// of a file. Package course writes the code of lessons with it, and package site serves its
// style sheet.
//
// The HTML has classes and no styles, which the pages' Content-Security-Policy would forbid.
// [CSS] gives the classes their colours.
package highlight
