// The contract between the scripts, the WebAssembly module (wasm/), the server, and the pages that embed a lesson. The
// scripts refer to these types in JSDoc, and tsc --checkJs reads them; server/site/types_test.go holds them against Go.
//
// Times are in milliseconds and sizes in bytes, unless a field says otherwise. "Optional" fields are missing where Go
// has the zero value.

// The module.

/**
 * The functions that wasm/main_js.go exports. A text or a message is written to the address that reserve returns; the
 * call that follows gets its length n. The parameters asks, binary, clean, emitted, raw and then are 1 for yes and 0 for no.
 */
export interface Exports {
  /** The module's memory. Growing replaces its buffer. */
  mem: WebAssembly.Memory;

  /** Returns the address of n bytes to write a text to. */
  reserve(n: number): number;
  /** Returns the address of the text whose length the latest export has returned. */
  result(): number;

  /** Makes a player for a block: its name, a line feed, and its steps, one a line. Returns the block's number, or -1 for steps that cannot be read. */
  load(n: number): number;
  /** Returns the length of a View as JSON. */
  view(block: number): number;
  press(block: number, step: number): void;
  runAll(block: number): void;
  stop(block: number): void;
  reset(block: number): void;
  /** Changes the message of a step. Returns the length of the fault, or 0. */
  edit(block: number, step: number, n: number): number;
  /** Sends a learner's own message. Returns the length of the reason why it was not sent, or 0. */
  sendOwn(block: number, client: number, n: number): number;
  /** Sends an event of Socket.IO, a JSON array. Returns the id of the acknowledgement it asks for, or minus the length of the reason why it was not sent. */
  emit(block: number, conn: number, asks: number, n: number): number;
  disconnect(block: number, conn: number): void;
  /** Replaces the steps of a block. Returns the length of the faults, one a line, or 0. */
  rewrite(block: number, n: number): number;
  /** Adds a Condition to a block's check. The text is the client's name, the reason and the event's text. */
  addCondition(
    block: number,
    side: number,
    kind: number,
    opcode: number,
    code: number,
    least: number,
    most: number,
    emitted: number,
    then: number,
    times: number,
    clientLength: number,
    reasonLength: number,
    n: number,
  ): void;

  opened(block: number, conn: number, n: number): void;
  received(block: number, conn: number, binary: number, n: number): void;
  errored(block: number, conn: number): void;
  closed(block: number, conn: number, code: number, clean: number, n: number): void;
  /** The learner has sent a message from the browser's console. */
  typed(block: number, conn: number, binary: number, n: number): void;
  /** The learner has sent a message on a connection that is closing or closed. The size is in bytes. */
  dropped(block: number, conn: number, size: number): void;
  /** The learner has closed the connection from the browser's console. */
  typedClose(block: number, conn: number, code: number, n: number): void;

  /** The server console is there; the text is its name. */
  setConsole(block: number, n: number): void;
  /** There is no server console; the text says why. */
  unwatched(block: number, n: number): void;
  /** The server console went silent; the text says why. */
  consoleLost(block: number, n: number): void;
  networkLost(block: number): void;
  networkBack(block: number): void;
  /** How a probe was answered: 0 not at all, 1 by a redirect, 2 with the HTTP status and the text, 3 unreadably. */
  probed(block: number, conn: number, answer: number, status: number, n: number): void;
  /** The block's timer has run out. */
  woken(block: number): void;

  /** Returns the number of an event's kind, or -1 for a word that this module does not know. */
  kind(n: number): number;
  /** Returns the number of an opcode, or -1 for a word that this module does not know. */
  opcode(n: number): number;
  /** Adds an event of the server console. The text is the client's name, the reason and the event's text. */
  notice(
    block: number,
    attempt: number,
    missed: number,
    time: number,
    kind: number,
    opcode: number,
    size: number,
    code: number,
    clean: number,
    clientLength: number,
    reasonLength: number,
    raw: number,
    n: number,
  ): void;
}

/** The functions of the import module "twocups", which the module calls (wasm/wsjs). A text is an address and a length in the module's memory. */
export interface Imports {
  open(
    block: number,
    conn: number,
    client: number,
    clientLen: number,
    path: number,
    pathLen: number,
    subprotocols: number,
    subprotocolsLen: number,
  ): void;
  send(block: number, conn: number, binary: number, payload: number, payloadLen: number): void;
  /** Closes a socket; code 0 closes it without a code. */
  close(block: number, conn: number, code: number, reason: number, reasonLen: number): void;
  /** Fetches a path to find out why a WebSocket was refused. */
  probe(block: number, conn: number, path: number, pathLen: number): void;
  /** The server has let a Socket.IO client in, under the name sid. */
  named(block: number, conn: number, sid: number, sidLen: number): void;
  /** An acknowledgement has come: a JSON array. */
  acked(block: number, conn: number, id: number, payload: number, payloadLen: number): void;
  /** Sets the block's one timer. */
  wake(block: number, after: number): void;
  /** The block has to be drawn. */
  changed(block: number): void;
  /** performance.now() */
  now(): number;
}

/** The functions that the page gives to Module.load, which reads the texts from the module's memory for them. */
export interface ModuleHost {
  open(block: number, conn: number, client: string, path: string, subprotocols: string[]): void;
  send(block: number, conn: number, message: string | Uint8Array<ArrayBuffer>): void;
  close(block: number, conn: number, code: number, reason: string): void;
  probe(block: number, conn: number, path: string): void;
  named(block: number, conn: number, sid: string): void;
  acked(block: number, conn: number, id: number, payload: string): void;
  wake(block: number, after: number): void;
  changed(block: number): void;
  /** The module has stopped, as only a panic or a fatal error makes it. */
  stopped(error: Trouble): void;
}

/** An error in words for a learner, with the next thing to do. */
export interface Trouble extends Error {
  next: string;
}

// What the module has to show (wasm/player).

export type Side = "client" | "server";

/** The state of a block, and the rows of its timeline since the last view (player.View). */
export interface View {
  running: boolean;
  /** What keeps the steps from running, or "". */
  trouble: string;
  /** What to do about the trouble, or "". */
  next: string;
  /** Whether the rows drawn so far have to go. */
  cleared: boolean;
  /** How many rows were left out before these. */
  skipped: { client: number; server: number };
  clients: ClientView[];
  steps: StepView[];
  /** A 1 for each condition of the check that holds, a 0 for each other. */
  met: string;
  rows: RowView[];
}

/** A client of a block (player.ClientView). */
export interface ClientView {
  /** "" for the only one. */
  name: string;
  state: "closed" | "connecting" | "open" | "closing";
}

/** A step of a block (player.StepView). */
export interface StepView {
  status: "idle" | "waiting" | "done" | "failed";
  outcome: string;
}

/** A row of a console: an event in words (play.Row). */
export interface Row {
  /** Whether something went wrong. */
  bad?: boolean;
  /** When the event happened. */
  time: string;
  arrow: "→" | "←" | "";
  words: string;
  /** Over Socket.IO: the frame's text. */
  packet?: string;
  client?: string;
  meta: string;
}

/** A row of a ws block's console (player.RowView). */
export interface RowView extends Row {
  side: Side;
  kind: EventKind;
  /** When the event happened, in microseconds: both consoles are ordered by it. */
  when: number;
}

// What the server sends on the server console's stream (lessons/play).

export type EventKind = "connecting" | "opened" | "sent" | "received" | "closing" | "closed" | "failed" | "remark";
export type Opcode = "continuation" | "text" | "binary" | "close" | "ping" | "pong" | "reserved";
/** Bytes as pairs of hexadecimal digits with a space between two pairs. */
export type Hex = string;
/** A whole number in decimal digits, which may be too large for a JavaScript number. */
export type BigDecimal = string;

/** One message of the stream (play.Notice): an event, rows, a piece of the wire, or at first the console's name alone. */
export interface Notice {
  console?: string;
  /** The id of the block or program on the page. */
  block: string;
  client?: string;
  /** Counts the block's connects. */
  attempt: number;
  /** Whether a raw client has opened the connection for the client. */
  raw?: boolean;
  /** Counts the connections that the console has watched, from 1. */
  connection?: number;
  /** How many events were left out before this one. */
  missed?: number;
  event?: SocketEvent;
  /** In place of an event, for a connection whose tag has rows=1. */
  rows?: Row[];
  wire?: Wire;
}

/** One thing that happened to a connection (play.Event). */
export interface SocketEvent {
  /** In milliseconds since the console began. */
  at: number;
  side: Side;
  client?: string;
  kind: EventKind;
  opcode: Opcode;
  /** Of the payload data, in bytes. */
  size: number;
  /** The message (binary as Hex), the path, the subprotocol or the remark. */
  text?: string;
  packet?: string;
  /** In milliseconds. */
  roundTrip?: number;
  /** The close code. */
  code?: number;
  reason?: string;
  clean?: boolean;
}

/** A piece of what went over the wire of a connection (play.Wire). */
export interface Wire {
  handshake?: Handshake;
  /** A frame that has changed since it was sent comes again, with the same number. */
  frames?: FrameRow[];
  /** The client's last bytes, which begin the header of a frame and do not end it. */
  rest?: WireRow;
  /** How the connection ended: nothing more comes. */
  end?: WireRow;
}

/** A row in the list of what went over a wire (play.WireRow). */
export interface WireRow {
  /** Since the server had read the request of the opening handshake, or "". */
  time: string;
  arrow: string;
  /** HTTP, the frame's opcode, bytes or TCP. */
  kind: string;
  words: string;
  meta: string;
}

/** The opening handshake of a connection (play.Handshake). */
export interface Handshake {
  request: HeadRow;
  answer: HeadRow;
}

/** A start line of HTTP and the header fields below it, with their row (play.HeadRow). */
export interface HeadRow extends WireRow {
  line: string;
  fields?: HeadField[];
  /** Whether there was more than is kept. */
  cut?: boolean;
}

/** A line of a header (play.HeadField). */
export interface HeadField {
  name: string;
  /** Begins behind the colon, with its space. */
  value: string;
}

/** One frame as it went over the wire (play.Frame, RFC 6455 §5.2), with its row and the words of its drawing (play.FrameRow). */
export interface FrameRow extends WireRow {
  /** Counts the connection's frames from 1, those of both ends together. */
  number: number;
  sender: Side;
  fin: boolean;
  /** RSV1, RSV2 and RSV3. */
  rsv: boolean[];
  opcode: Opcode;
  /** The four bits, which tell the reserved opcodes apart. */
  opcodeBits: number;
  masked: boolean;
  /** The seven bits: the length, or 126 or 127 for a longer form. */
  shortLength: number;
  /** In how many bits the length is written: 7, 16 or 64. */
  lengthForm: number;
  /** Of the payload, in bytes. */
  length: BigDecimal;
  key: Hex;
  /** The first bytes, unmasked. */
  payload?: Hex;
  /** The same bytes as they went over, if they were masked. */
  onWire?: Hex;
  /** The same bytes as text, as far as they are UTF-8; of a close frame the reason. */
  text?: string;
  /** Whether the frame is a close frame that answers one of the other end. */
  answers?: boolean;
  /** The number of the message among its sender's messages, from 1. */
  message?: number;
  /** The number of the fragment in its message, from 1. */
  fragment?: number;
  packet?: Reading;
  attachment?: Attachment;
  violations?: Violation[];
  /** The opcode, the size and the time. */
  caption: string;
  /** The length of the payload. */
  size: string;
  /** How much of the payload has come and is not kept. */
  notKept?: string;
  /** Of a fragment: which one of its message. */
  place?: string;
  /** The close code with its meaning. */
  closeCode?: string;
  /** Over Socket.IO: which attachment of its packet this is. */
  attached?: string;
}

/** A rule of RFC 6455 that a frame breaks (rfc6455.Violation). */
export interface Violation {
  /** The field of the frame. */
  field: string;
  /** A sentence with the section of the RFC. */
  why: string;
}

/** The text of a frame in Engine.IO and Socket.IO, piece by piece (socketio.Reading). */
export interface Reading {
  pieces: Piece[];
  /** What is wrong with a text that is no packet. */
  fault?: string;
}

/** A piece of a packet (socketio.Piece). */
export interface Piece {
  /** The part's name; none for a bracket or a comma between two parts. */
  part?: string;
  text: string;
  /** What the text means, such as "EVENT". */
  says?: string;
}

/** The attachment of a Socket.IO packet that a frame carries (socketio.Attachment). */
export interface Attachment {
  /** From 1. */
  number: number;
  /** How many the packet has. */
  count: number;
  /** The number of the frame that the packet begins in. */
  packet: number;
}

// What the server writes into a page (server/site).

/** The data block of a ws block. */
export interface BlockData {
  name: string;
  /** As the module reads them, one a line. */
  steps: string[];
  /** Of a task. */
  check?: Condition[] | null;
}

/** A condition of a task, with the module's numbers for words (site.condition). */
export interface Condition {
  side: number;
  kind: number;
  opcode?: number;
  /** The close code. */
  code?: number;
  /** The smallest payload, in bytes. */
  least?: number;
  /** The largest payload, in bytes. */
  most?: number;
  /** Whether an event of Socket.IO is meant, not a message. */
  emitted?: boolean;
  /** Whether only events after the condition before count. */
  then?: boolean;
  /** How often: 0 for once or more, -1 for never. */
  times?: number;
  client?: string;
  reason?: string;
  text?: string;
}

// The messages between windows (postMessage).

/** How tall the document is. An embed sends this to the page around it, and a program to its lesson. */
export interface HeightMessage {
  twocups: "height";
  /** In CSS pixels. */
  height: number;
}

/** A line that a program has printed. The program sends this to its lesson. */
export interface PrintedMessage {
  twocups: "printed";
  line: string;
  /** Whether the line is an error. */
  bad: boolean;
}

// What the scripts define. JSDoc names these types by this file: server/asset takes a script's name in a comment for an import.

export type { BlockView } from "./live/blockview.js";
export type { Live } from "./live/live.js";
export type { SharedProgram } from "./live/sharedprogram.js";
export type { Connection } from "./wire/connection.js";
export type { ExplainedPart, Explanations, Words } from "./wire/explanations.js";
export type { Wire as WireView } from "./wire/wire.js";

// What the browser has besides.

/** Go's loader of a module. */
export interface GoLoader {
  importObject: WebAssembly.Imports & { twocups?: Imports };
  /** Called when the program ends. */
  exit: () => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare global {
  /** Defined by wasm_exec.js. */
  var Go: new () => GoLoader;
  /** The latest socket of a ws block, for the learner at the browser's console. */
  var socket: object;

  // Every element that a selector finds on our pages is HTML. The templates in server/site decide which type it has.
  interface ParentNode {
    querySelector<Tag extends keyof HTMLElementTagNameMap>(selectors: Tag): HTMLElementTagNameMap[Tag] | null;
    querySelector(selectors: `${string} input`): HTMLInputElement | null;
    querySelector<Found extends Element = HTMLElement>(selectors: string): Found | null;
    querySelectorAll<Tag extends keyof HTMLElementTagNameMap>(selectors: Tag): NodeListOf<HTMLElementTagNameMap[Tag]>;
    querySelectorAll(selectors: `input${string}`): NodeListOf<HTMLInputElement>;
    querySelectorAll<Found extends Element = HTMLElement>(selectors: string): NodeListOf<Found>;
  }
  interface Element {
    closest<Found extends Element = HTMLElement>(selectors: string): Found | null;
  }
}
