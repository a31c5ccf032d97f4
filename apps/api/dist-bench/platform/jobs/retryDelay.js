const CAP = 10;
/**
 * How long to wait after the given failed attempt: e^attempt seconds up to six hours, the curve of graphile-worker, with a
 * tenth of jitter so that what failed together does not come back together. `random` is in [0, 1).
 */ export function retryDelayMs(attempt, random) {
    return Math.round(Math.exp(Math.min(attempt, CAP)) * 1000 * (0.95 + random * 0.1));
}
