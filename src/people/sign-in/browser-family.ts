/** Most particular first: Edge and Opera call themselves Chrome, Chrome calls itself Safari. */
const FAMILIES = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox, Android`: enough to tell one's own devices apart, too little to tell people apart. Null for programs. */
export function browserFamily(userAgent: string | undefined): string | null {
  const named = [FAMILIES, SYSTEMS].map(
    (known) => known.find(([sign]) => userAgent?.includes(sign) === true)?.[1],
  );
  const [family, system] = named;
  if (family === undefined) return null;
  return system === undefined ? family : `${family}, ${system}`;
}
