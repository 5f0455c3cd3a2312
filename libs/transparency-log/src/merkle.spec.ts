import fc from 'fast-check';
import { hashLeaf, hashNode, MerkleTree, rootFromPath, treeRoot, verifyInclusion } from './index.js';

/** The leaves and roots that Certificate Transparency implementations test against (google/certificate-transparency, merkletree tests). */
const CT_LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const CT_PATHS: { index: number; size: number; path: string[] }[] = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    path: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const ctHashes = (size: number) =>
  Buffer.concat(CT_LEAVES.slice(0, size).map((leaf) => hashLeaf(Buffer.from(leaf, 'hex'))));

/** The definition of RFC 6962 section 2.1, read off the page: slow, and different from what is tested. */
function rootByDefinition(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0] as Buffer;
  const split = splitOf(hashes.length);
  return hashNode(rootByDefinition(hashes.slice(0, split)), rootByDefinition(hashes.slice(split)));
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1, read off the page. */
function pathByDefinition(index: number, hashes: readonly Buffer[]): Buffer[] {
  if (hashes.length === 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...pathByDefinition(index, left), rootByDefinition(right)]
    : [...pathByDefinition(index - split, right), rootByDefinition(left)];
}

function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

describe('the tree of RFC 6962', () => {
  it.each(CT_ROOTS.map((root, size) => ({ size, root })))('has the known root over $size leaves', ({ size, root }) => {
    expect(treeRoot(ctHashes(size)).toString('hex')).toBe(root);
  });

  it.each(CT_PATHS)('has the known path of leaf $index among $size', ({ index, size, path }) => {
    const tree = MerkleTree.of(ctHashes(size));
    expect(tree.inclusionPath(index).map((hash) => hash.toString('hex'))).toEqual(path);
  });

  it('follows the definition at every size up to 130', () => {
    const hashes = Array.from({ length: 130 }, (_, i) => hashLeaf(Buffer.of(i)));
    for (let size = 1; size <= hashes.length; size += 1) {
      const part = hashes.slice(0, size);
      const tree = MerkleTree.of(Buffer.concat(part));
      expect(tree.root()).toEqual(rootByDefinition(part));
      for (const index of [0, size >> 1, size - 1])
        expect(tree.inclusionPath(index)).toEqual(pathByDefinition(index, part));
    }
  });

  it('proves every leaf at every size up to 256, and at every size up to 1,024 the first, the last and those around 16 steps between', () => {
    const hashes = Buffer.concat(Array.from({ length: 1_024 }, (_, i) => hashLeaf(Buffer.of(i >> 8, i & 255))));
    let proven = 0;
    for (let size = 1; size <= 1_024; size += 1) {
      const tree = MerkleTree.of(hashes.subarray(0, size * 32));
      const root = tree.root();
      const step = size <= 256 ? 1 : Math.floor(size / 16);
      const places = new Set<number>([size - 1]);
      for (let index = 0; index < size; index += step) places.add(index).add(Math.max(0, index - 1));
      for (const index of places) {
        const claim = { index, size, leafHash: tree.leaf(index), path: tree.inclusionPath(index), root };
        if (!verifyInclusion(claim)) throw new Error(`leaf ${index} of ${size} is not proven`);
        proven += 1;
      }
    }
    expect(proven).toBeGreaterThan((256 * 257) / 2 + 768 * 32);
  });

  it('refuses a proof for another place, size, leaf or with a path of another length', () => {
    const place = fc
      .integer({ min: 2, max: 300 })
      .chain((size) =>
        fc.record({ size: fc.constant(size), index: fc.nat(size - 1), other: fc.nat(size - 1), bit: fc.nat(255) }),
      );
    fc.assert(
      fc.property(place, ({ size, index, other, bit }) => {
        const tree = MerkleTree.of(
          Buffer.concat(Array.from({ length: size }, (_, i) => hashLeaf(Buffer.of(i >> 8, i & 255)))),
        );
        const claim = { index, size, leafHash: tree.leaf(index), path: tree.inclusionPath(index), root: tree.root() };
        expect(verifyInclusion(claim)).toBe(true);
        if (other !== index) {
          expect(verifyInclusion({ ...claim, index: other })).toBe(false);
          expect(verifyInclusion({ ...claim, leafHash: tree.leaf(other) })).toBe(false);
        }
        expect(verifyInclusion({ ...claim, index: index + size })).toBe(false);
        expect(verifyInclusion({ ...claim, path: claim.path.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, path: [...claim.path, tree.leaf(other)] })).toBe(false);
        const wrong = Buffer.from(claim.path[0] as Buffer);
        wrong[bit >> 3] = (wrong[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(verifyInclusion({ ...claim, path: [wrong, ...claim.path.slice(1)] })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('reads a path in a tree larger than 2^32 leaves without cutting the index', () => {
    const size = 2 ** 40;
    const path = Array.from({ length: 40 }, (_, i) => hashLeaf(Buffer.of(i)));
    const leafHash = hashLeaf(Buffer.of(1));
    const low = rootFromPath({ index: 5, size, leafHash, path });
    const high = rootFromPath({ index: 5 + 2 ** 33, size, leafHash, path });
    expect(low).toBeDefined();
    expect(high).toBeDefined();
    expect(low).not.toEqual(high);
  });

  it('refuses hashes that are not 32 bytes and places outside of the tree', () => {
    expect(() => MerkleTree.of(Buffer.alloc(33))).toThrow('leafHashes: expected a multiple of 32 bytes, got 33');
    expect(() => MerkleTree.of(Buffer.alloc(64)).inclusionPath(2)).toThrow('index: expected a leaf from 0 to 1, got 2');
    expect(rootFromPath({ index: 0, size: 1, leafHash: Buffer.alloc(31), path: [] })).toBeUndefined();
    expect(rootFromPath({ index: -1, size: 1, leafHash: Buffer.alloc(32), path: [] })).toBeUndefined();
  });
});
