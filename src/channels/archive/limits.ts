/** How much of a file anyone may make the service look at. Checked against what an archive claims, then against what it does. */
export interface FileLimits {
  /** Bytes of the file as it lies on disk. */
  readonly fileBytes: number;
  /** Bytes of one chat, unpacked. */
  readonly chatBytes: number;
  /** Entries of an archive, directories included. */
  readonly entries: number;
  /** Bytes of one attachment, unpacked. */
  readonly mediaBytes: number;
  /** Bytes of everything in an archive, unpacked. */
  readonly totalBytes: number;
  /** Unpacked bytes per packed byte, for entries larger than `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const MIB = 1024 * 1024;

export const FILE_LIMITS: FileLimits = {
  // Ten thousand messages with their photos, the most an app exports with media, stay well below this.
  fileBytes: 1024 * MIB,
  // About three million chat lines of ninety bytes: years of the busiest group.
  chatBytes: 256 * MIB,
  // One file for each of ten thousand messages, and as many again for stickers and folders.
  entries: 20_000,
  // Apps refuse attachments above 2 GB; what people send in groups is far smaller, and hashing costs a second per 500 MB.
  mediaBytes: 512 * MIB,
  totalBytes: 2048 * MIB,
  // Chat text packs 4 to 12 times, one line repeated for ever some 100 times, a bomb about 1,000 times.
  ratio: 200,
  // Below this nothing that unpacks can hurt, and tiny entries of zeros are common.
  ratioFromBytes: MIB,
};
