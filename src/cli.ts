#!/usr/bin/env -S node --max-old-space-size=224 --max-semi-space-size=8
// The limits above keep a scan of any file below 400 MB: left alone, the collector lets garbage grow with the machine.
import 'reflect-metadata';
import { runCommandLine } from './commands/index.js';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), { out: process.stdout, err: process.stderr });
