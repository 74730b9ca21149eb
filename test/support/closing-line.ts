import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the plain line that other tools read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
    }
    // after the reporter before this one has written its summary
    process.on('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
