/**
 * Which engine computed a card. It is raised when the same knowledge, appeal and moment give another card than before: then a replay of an older card cannot
 * be promised to be equal, and says so. A test watches over it (`engine.test.ts`).
 */
export const ENGINE_VERSION = 2;
