// The rules for the scripts of the pages (static/) and of the lessons.

import js from "@eslint/js";
import globals from "globals";

// together/client.html loads change.js before client.js.
const together = { apply: "readonly", transform: "readonly", difference: "readonly", moved: "readonly" };

const node = ["**/server-node/*.js", "**/sockets/stage-*/*.js", "**/sockets/stage-*/src/*.js"];

export default [
  { ignores: ["static/gen/", "**/node_modules/", ".cache/"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["static/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["lessons/**/*.js"], ignores: node, languageOptions: { globals: { ...globals.browser, io: "readonly" } } },
  { files: node, languageOptions: { globals: globals.node } },
  { files: ["lessons/**/together/client.js"], languageOptions: { globals: together } },
  // client.js, on the same page, uses the functions of this script.
  { files: ["lessons/**/together/change.js"], languageOptions: { sourceType: "script" }, rules: { "no-unused-vars": ["error", { vars: "local" }], "no-redeclare": ["error", { builtinGlobals: false }] } },
  // The next stage uses the variables of this one.
  { files: ["lessons/**/sockets/stage-[234]/**/*.js"], rules: { "no-unused-vars": "off" } },
  { files: ["lessons/**/testdata/*.mjs"], languageOptions: { globals: { ...globals.browser, ...globals.node } } },
];
