import fc from 'fast-check';
import { canonicalAddress } from './canonical-address.js';

const canonical = (typed: string) => {
  const read = canonicalAddress(typed);
  return read.ok ? read.value.canonical : read.error;
};

describe('Spellings of one mailbox', () => {
  it.each([
    ['a@x.org', 'a@x.org', 'an address as it should be'],
    ['A@x.org', 'a@x.org', 'upper case before the at sign'],
    ['a@X.ORG', 'a@x.org', 'upper case after it'],
    ['  a@x.org\t', 'a@x.org', 'space around it'],
    ['\u00a0a@x.org\u3000', 'a@x.org', 'space of other scripts around it'],
    ['a+1@x.org', 'a@x.org', 'a plus tag'],
    ['a+b+c@x.org', 'a@x.org', 'two plus tags'],
    ['a@x.org.', 'a@x.org', 'a dot that closes the domain'],
    ['a.b@x.org', 'a.b@x.org', 'dots count where the provider says nothing'],
    ['A.B.c+news@gmail.com', 'abc@gmail.com', 'dots do not count at Gmail'],
    ['a.b.c@googlemail.com', 'abc@gmail.com', 'an alias of Gmail'],
    ['a.b@mail.google.com', 'a.b@mail.google.com', 'a domain that only looks like it'],
    ['a.b_c-d@pm.me', 'abcd@protonmail.com', 'an alias of Proton, which ignores three characters'],
    ['ivan-ivanov@ya.ru', 'ivan.ivanov@yandex.ru', 'an alias of Yandex, where hyphens are dots'],
    ['jo@me.com', 'jo@icloud.com', 'an alias of iCloud'],
    ['a@bücher.example', 'a@xn--bcher-kva.example', 'a domain in its own script'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example', 'the same in upper case'],
    ['a@bu\u0308cher.example', 'a@xn--bcher-kva.example', 'the same with a combining mark'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example', 'the same in ASCII'],
    ['a@例え。テスト', 'a@xn--r8jz45g.xn--zckzah', 'an ideographic full stop'],
    ['ａ＠ｘ．ｏｒｇ', 'a@x.org', 'full-width letters'],
    ['JOSÉ@x.org', 'josé@x.org', 'a local part beyond ASCII'],
    ['jose\u0301@x.org', 'josé@x.org', 'the same with a combining mark'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v', 'a local part in Chinese'],
    ["o'neil/x=y@x.org", "o'neil/x=y@x.org", 'every character an atom may have'],
  ])('reads %j as %j: %s', (typed, expected) => {
    expect(canonical(typed)).toBe(expected);
  });

  it('sends to what was typed, not to the canonical spelling', () => {
    const read = canonicalAddress(' A.B+news@googlemail.com ');
    expect(read).toEqual({
      ok: true,
      value: { deliverable: 'A.B+news@googlemail.com', canonical: 'ab@gmail.com', domain: 'gmail.com' },
    });
  });

  it('is stable: the canonical spelling of a canonical spelling is itself', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = canonicalAddress(address);
        fc.pre(once.ok);
        expect(canonical(once.ok ? once.value.canonical : '')).toBe(once.ok ? once.value.canonical : '');
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => void canonicalAddress(text)));
  });
});

describe('What is no address', () => {
  it.each([
    ['', 'address.required'],
    ['   ', 'address.required'],
    ['a', 'address.oneAt'],
    ['a@b@x.org', 'address.oneAt'],
    ['"a b"@x.org', 'address.quoted'],
    ['"a"@x.org', 'address.quoted'],
    ['a b@x.org', 'address.characters'],
    ['@x.org', 'address.characters'],
    ['+tag@x.org', 'address.characters'],
    ['...@gmail.com', 'address.dots'],
    ['a<b>@x.org', 'address.characters'],
    ['a\u200bb@x.org', 'address.characters'],
    ['a\r\nBcc:@x.org', 'address.characters'],
    ['a(comment)@x.org', 'address.characters'],
    ['.a@x.org', 'address.dots'],
    ['a.@x.org', 'address.dots'],
    ['a..b@x.org', 'address.dots'],
    ['a.+tag@x.org', 'address.dots'],
    ['a@x', 'address.domain'],
    ['a@', 'address.domain'],
    ['a@x..org', 'address.domain'],
    ['a@-x.org', 'address.domain'],
    ['a@x_y.org', 'address.domain'],
    ['a@[127.0.0.1]', 'address.domain'],
    ['a@127.0.0.1', 'address.domain'],
    ['a@x.org\r\nBcc: b@y.org', 'address.oneAt'],
    ['a@x.org b', 'address.domain'],
    [`${'a'.repeat(65)}@x.org`, 'address.tooLong'],
    [`${'é'.repeat(33)}@x.org`, 'address.tooLong'],
    [
      `a@${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(9)}.org`,
      'address.tooLong',
    ],
    ['a'.repeat(10_000), 'address.tooLong'],
  ])('refuses %j by %s', (typed, rule) => {
    expect(canonicalAddress(typed)).toEqual({ ok: false, error: rule });
  });
});
