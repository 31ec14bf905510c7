import type { Streams } from '../../outcome.js';
import type { Format } from './format-names.js';
import { htmlResult } from './html-result.js';
import type { Report } from './html-result.js';
import { jsonResult } from './json-result.js';
import type { Result } from './result.js';
import { tableResult } from './table-result.js';

export interface Printing extends Report {
  readonly format: Format;
}

export function resultIn(printing: Printing, { out }: Streams): Result {
  switch (printing.format) {
    case 'table':
      return tableResult(out, printing.timezone);
    case 'json':
      return jsonResult(out);
    case 'html':
      return htmlResult(out, printing);
  }
}
