import { pino, type Logger } from 'pino';

/** One line of JSON for each event on standard error; standard output belongs to what a command answers. */
export const makeLog = (level: string): Logger => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: false }));
