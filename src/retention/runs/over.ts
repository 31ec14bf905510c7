import type { TableRule } from '../map/data-map.js';

/** A table's rows that are over for the organisation of the transaction, as SQL; null where rows go with others or stay. */
export function overIn({ table, anchor, unless, columns }: TableRule, classId: string): string | null {
  if (anchor === null) return null;
  const own = columns.has('organisation_id') ? `${table}.organisation_id = app_organisation() AND ` : '';
  const but = unless === null ? '' : ` AND (${unless}) IS NOT TRUE`;
  return `${own}${table}.${anchor} <= (SELECT app_due('${classId}'))${but}`;
}
