/** Milliseconds since 1970. Given from outside, so that expiry can be tested without waiting. */
export type Clock = () => number;
