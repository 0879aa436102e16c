package socket

// RefusalsAtOnce is for the tests outside.
const RefusalsAtOnce = refusalsAtOnce
