/** A report of flagged messages as one printable HTML document; for the command line and for handing over. */
export { renderReport } from './report.js';
export type { ReportFlag, ReportModel } from './report-model.js';
