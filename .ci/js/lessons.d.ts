// Types that tsc cannot find out about the lessons' scripts.

// An id or a selector finds an element of the script's own page, of any type.
interface Document {
  getElementById(id: string): any;
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

// A program dispatches events with fields of its own.
interface Event {
  [field: string]: any;
}
interface EventTarget {
  matches?: any;
}

// Node, and the packages that the projects install.
declare module "node:*";
declare module "ws";
declare module "express";
declare module "socket.io";
declare const process: any;
declare const __dirname: string;

// The official client of Socket.IO, which a page loads before its own script.
declare function io(...options: unknown[]): any;

// The functions of together/change.js, which together/client.html loads before client.js.
declare function apply(text: any, change: any): any;
declare function transform(change: any, other: any): any;
declare function difference(before: any, after: any): any;
declare function moved(position: number, change: any): number;
