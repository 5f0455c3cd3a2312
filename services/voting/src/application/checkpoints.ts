import {
  CompactRange,
  checkpointOrigin,
  checkpointVerifierKey,
  signCheckpoint,
  type ReceiptSigner,
} from '@wsis/transparency-log';

/** The tree over a ledger's first `size` rows, as it was when it was made. */
export interface RootedLedger {
  readonly size: number;
  readonly root: Buffer;
  /** What the next tree grows from. */
  readonly subtrees: Buffer;
  /** Database time. */
  readonly at: Date;
}

/** The roots of ledgers: one for a size, for ever. */
export abstract class LedgerRoots {
  /** Ledgers with rows beyond their newest root, and how many rows each has. */
  abstract grown(): Promise<readonly { readonly editionId: string; readonly size: number }[]>;
  abstract newest(editionId: string): Promise<RootedLedger | undefined>;
  /** Leaf hashes from a row on, end to end; only rows before `until`. */
  abstract leaves(editionId: string, from: number, until: number, limit: number): Promise<Buffer>;
  /** Keeps a root; where there is one for the size already, tells whether it is this one. */
  abstract keep(editionId: string, rooted: Omit<RootedLedger, 'at'>): Promise<boolean>;
}

/** What anybody may read of a ledger as a whole, to be checked with the public key alone. */
export interface SignedCheckpoint {
  readonly edition: string;
  /** The first line of the note, and the name of its key. */
  readonly origin: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  readonly signedAt: string;
  readonly keyId: string;
  /** Ed25519, lower-case hex. */
  readonly signature: string;
  /** The key as tools for signed notes take it. */
  readonly verifierKey: string;
  /** All of it as it is signed: C2SP `tlog-checkpoint`. */
  readonly note: string;
}

const SIGNATURE_BYTES = 64;

/**
 * Roots every ledger that has grown, from its committed rows: the root is stored, one for a size, before anybody can be
 * shown a signature over it, so that no two publishers sign two roots.
 */
export class PublishCheckpoints {
  constructor(
    private readonly roots: LedgerRoots,
    private readonly leavesAStep: number,
  ) {}

  async execute(): Promise<void> {
    for (const { editionId, size } of await this.roots.grown()) await this.root(editionId, size);
  }

  private async root(editionId: string, size: number): Promise<void> {
    const before = await this.roots.newest(editionId);
    const tree = before === undefined ? CompactRange.empty() : CompactRange.of(before.size, before.subtrees);
    while (tree.size < size) {
      const leaves = await this.roots.leaves(editionId, tree.size, size, this.leavesAStep);
      if (leaves.length === 0) throw new Error(`The ledger of ${editionId} lacks row ${tree.size} of ${size}`);
      tree.append(leaves);
    }
    const kept = await this.roots.keep(editionId, { size, root: tree.root(), subtrees: tree.toBytes() });
    if (!kept) throw new Error(`The ledger of ${editionId} has two roots for ${size} rows`);
  }
}

/** Signs the newest root. The signature of one root is the same whoever asks, and whenever. */
export class ShowCheckpoint {
  constructor(
    private readonly roots: LedgerRoots,
    private readonly signer: ReceiptSigner,
  ) {}

  async of(editionId: string): Promise<SignedCheckpoint | undefined> {
    const rooted = await this.roots.newest(editionId);
    if (!rooted) return undefined;
    const { size, root, at } = rooted;
    const note = signCheckpoint(this.signer, { edition: editionId, size, root, signedAtMs: at.getTime() });
    const signed = Buffer.from(note.trimEnd().split(' ').at(-1) ?? '', 'base64');
    return {
      edition: editionId,
      origin: checkpointOrigin(editionId),
      size,
      root: root.toString('hex'),
      signedAt: at.toISOString(),
      keyId: this.signer.keyId,
      signature: signed.subarray(-SIGNATURE_BYTES).toString('hex'),
      verifierKey: checkpointVerifierKey(editionId, this.signer.publicKey),
      note,
    };
  }
}
