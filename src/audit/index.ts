/** Remembers who did what, so that nobody can unsay it; never what anybody wrote. */
export { AuditModule } from './audit.module.js';
