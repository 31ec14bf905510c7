/** Keys and what is sealed with them: the vault, its file store, the master key. Never knows what it seals. */
export { putNew, syncFolder } from './durable-file.js';
export { FileVault } from './file-vault.js';
export { FileKeyStore } from './key-store.js';
export { MasterKey, openMasterKey } from './master-key.js';
export { SigningKeys } from './signing-keys.js';
