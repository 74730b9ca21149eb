#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// stripping the types and compiling takes most of the time of a start: what comes of it is kept, and made anew where a source or the runtime has changed
enableCompileCache(join(import.meta.dirname, '../../dist/compiled'));
await import('./run.ts');
