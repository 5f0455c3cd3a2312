import { readXml } from './xml-document.js';

describe('XML that a stranger sent', () => {
  it('is read with its names resolved and its lines', () => {
    expect(readXml('<?xml version="1.0"?>\n<!-- no -->\n<x:a xmlns:x="one">é&lt;<b c="d"/>\n<x:e/></x:a>')).toEqual({
      namespace: 'one',
      name: 'a',
      attributes: { 'xmlns:x': 'one' },
      line: 3,
      children: [
        'é<',
        { namespace: '', name: 'b', attributes: { c: 'd' }, line: 3, children: [] },
        '\n',
        { namespace: 'one', name: 'e', attributes: {}, line: 4, children: [] },
      ],
    });
  });

  it.each([
    ['entities of its own', '\n<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'doctype', 2],
    ['a document type elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype', 1],
    ['an entity that nobody defined', '<a>\n&b;</a>', 'not-well-formed', 2],
    ['an element that never ends', '<a>\n<b></a>', 'not-well-formed', 2],
    ['nothing in it', '  ', 'not-well-formed', 1],
    ['a nesting without end', '<a>'.repeat(100_000), 'not-well-formed', 1],
    ['tags without end', `<a>${'<b/>'.repeat(300_000)}</a>`, 'not-well-formed', 1],
  ])('is not read with %s', (_, text, because, line) => {
    expect(readXml(text)).toEqual({ because, line });
  });

  it('is not read with an entity that its document type defines, however often it multiplies', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>';
    expect(readXml(bomb)).toHaveProperty('because');
  });
});
