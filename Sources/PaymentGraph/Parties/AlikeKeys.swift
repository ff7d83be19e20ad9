/// The accounts whose keys look like those of others: they differ by ``LookAlikes`` or ``UnseenCharacters`` only.
package struct AlikeKeys: Sendable {
  /// An account and the one that its key looks like.
  package struct Pair: Sendable, Hashable {
    package let account: UInt32
    package let other: UInt32
    /// Why the two keys are not one.
    package let difference: Difference
  }

  /// The difference between two keys that look alike.
  package enum Difference: Sendable, Hashable {
    case unseen, letters, both, capitals
  }

  /// All pairs, in the order of the accounts given.
  package let pairs: [Pair]

  /// - Parameters:
  ///   - accounts: those whose keys have bytes beyond ASCII.
  ///   - key: an account's key.
  ///   - find: the account of a key; nil where there is none.
  package init(
    _ accounts: some Sequence<UInt32>, key: (UInt32) -> String, find: (String) -> UInt32?
  ) {
    var groups: [String: [UInt32]] = [:]
    var order: [String] = []
    for account in accounts {
      guard let plain = LookAlikes.plain(key(account)) else { continue }
      if groups[plain] == nil { order.append(plain) }
      groups[plain, default: []].append(account)
    }
    var pairs: [Pair] = []
    for plain in order {
      let group = groups[plain] ?? []
      // The plain key itself where an account has it, else of all keys the one that sorts first.
      let first = group.min { key($0).utf8.lexicographicallyPrecedes(key($1).utf8) }
      guard let base = find(plain) ?? first else { continue }
      for account in group where account != base {
        pairs.append(
          Pair(
            account: account, other: base,
            difference: AlikeKeys.difference(key(account), key(base))))
      }
    }
    self.pairs = pairs
  }

  /// Returns the accounts whose keys differ from those of others in the capitals of ASCII only, in the order of accounts;
  /// stand-ins, whose keys hold names, are left out.
  ///
  /// O(*n* log *n*) for *n* keys with letters, and one pass where all letters are of one size.
  package static func inCapitals(_ keys: TextTable) -> [Pair] {
    var (hasSmall, hasCapitals) = (false, false)
    var found: [(hash: UInt64, account: UInt32)] = []
    keys.withAllBytes { bytes, ends in
      for byte in 0..<bytes.count {
        hasSmall = hasSmall || bytes[byte] &- 0x61 < 26
        hasCapitals = hasCapitals || bytes[byte] &- 0x41 < 26
        if hasSmall, hasCapitals { break }
      }
      guard hasSmall, hasCapitals else { return }
      var start = 0
      for account in 0..<ends.count {
        defer { start = ends[account] }
        guard ends[account] > start, bytes[start] != 0x3F else { continue }
        var (hash, hasLetters) = (UInt64(0xCBF2_9CE4_8422_2325), false)
        for place in start..<ends[account] {
          let small = bytes[place] | 0x20
          let isLetter = small &- 0x61 < 26
          hasLetters = hasLetters || isLetter
          hash = (hash ^ UInt64(isLetter ? small : bytes[place])) &* 0x100_0000_01B3
        }
        if hasLetters { found.append((hash, UInt32(truncatingIfNeeded: account))) }
      }
    }
    found.sort { ($0.hash, $0.account) < ($1.hash, $1.account) }
    var pairs: [Pair] = []
    var base = 0
    for place in found.indices.dropFirst() {
      if found[place].hash != found[base].hash { base = place }
      guard place > base else { continue }
      let (one, other) = (found[place].account, found[base].account)
      // Keys whose hashes are equal by chance are two.
      guard keys.key(at: Int(one)).lowercased() == keys.key(at: Int(other)).lowercased() else {
        continue
      }
      pairs.append(Pair(account: one, other: other, difference: .capitals))
    }
    return pairs.sorted { $0.account < $1.account }
  }

  private static func difference(_ key: String, _ other: String) -> Difference {
    let (one, two) = (
      UnseenCharacters.removed(from: key) ?? key, UnseenCharacters.removed(from: other) ?? other
    )
    if one == two { return .unseen }
    return one == key && two == other ? .letters : .both
  }
}

/// Letters and digits that look like those of ASCII and are others: Cyrillic, Greek, Armenian, full-width and
/// mathematical ones.
///
/// Two keys that differ by them, or by characters that nobody sees, look like one.
package enum LookAlikes {
  /// A text with the letters of ASCII in place of those that look like them, and without what nobody sees.
  ///
  /// Nil where it has neither.
  package static func plain(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var plain = String.UnicodeScalarView()
    var isChanged = false
    for scalar in text.unicodeScalars {
      if UnseenCharacters.contains(scalar) {
        isChanged = true
      } else if let other = letter(for: scalar) {
        plain.append(other)
        isChanged = true
      } else {
        plain.append(scalar)
      }
    }
    return isChanged ? String(plain) : nil
  }

  /// The letters of a text that look like others, each once, in their order, with what they look like.
  package static func letters(of text: String) -> [(scalar: Unicode.Scalar, like: Unicode.Scalar)] {
    var letters: [(scalar: Unicode.Scalar, like: Unicode.Scalar)] = []
    for scalar in text.unicodeScalars where !letters.contains(where: { $0.scalar == scalar }) {
      if let like = letter(for: scalar) { letters.append((scalar, like)) }
    }
    return letters
  }

  /// The character of ASCII that a scalar looks like; nil where it looks like none, or is one.
  package static func letter(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case ..<0x80: return nil
    // Full-width forms stand in the order of ASCII, and so do the mathematical alphabets, one after the other.
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x1D400...0x1D6A3:
      let letter = (scalar.value - 0x1D400) % 52
      return Unicode.Scalar(letter < 26 ? 0x41 + letter : 0x61 + letter - 26)
    case 0x1D7CE...0x1D7FF: return Unicode.Scalar(0x30 + (scalar.value - 0x1D7CE) % 10)
    case 0x1F130...0x1F149: return Unicode.Scalar(0x41 + scalar.value - 0x1F130)
    case 0x24B6...0x24CF: return Unicode.Scalar(0x41 + scalar.value - 0x24B6)
    case 0x24D0...0x24E9: return Unicode.Scalar(0x61 + scalar.value - 0x24D0)
    default: return table[scalar]
    }
  }

  /// By letter of ASCII: those that look like it in usual typefaces.
  private static let alike: [(like: Unicode.Scalar, letters: String)] = [
    ("A", "\u{410}\u{391}\u{13AA}\u{A4EE}"), ("B", "\u{412}\u{392}\u{13F4}\u{A4D0}\u{212C}"),
    ("C", "\u{421}\u{3F9}\u{216D}\u{13DF}\u{A4DA}\u{2102}\u{212D}"),
    ("D", "\u{216E}\u{13A0}\u{A4D3}"), ("E", "\u{415}\u{395}\u{13AC}\u{A4F0}\u{2130}"),
    ("F", "\u{3DC}\u{A4DD}\u{2131}"), ("G", "\u{50C}\u{13C0}\u{A4D6}"),
    ("H", "\u{41D}\u{397}\u{13BB}\u{A4E7}\u{210B}\u{210C}\u{210D}"),
    ("I", "\u{406}\u{4C0}\u{399}\u{2160}\u{A4F2}\u{2110}\u{2111}"),
    ("J", "\u{408}\u{37F}\u{13AB}\u{A4D9}"), ("K", "\u{41A}\u{39A}\u{212A}\u{13E6}\u{A4D7}"),
    ("L", "\u{216C}\u{13DE}\u{A4E1}\u{2112}"),
    ("M", "\u{41C}\u{39C}\u{216F}\u{13B7}\u{A4DF}\u{2133}"), ("N", "\u{39D}\u{A4E0}\u{2115}"),
    ("O", "\u{41E}\u{39F}\u{555}\u{A4F3}"), ("P", "\u{420}\u{3A1}\u{13E2}\u{A4D1}\u{2119}"),
    ("Q", "\u{51A}\u{211A}"), ("R", "\u{13A1}\u{A4E3}\u{211B}\u{211C}\u{211D}"),
    ("S", "\u{405}\u{54F}\u{13DA}\u{A4E2}"), ("T", "\u{422}\u{3A4}\u{13A2}\u{A4D4}"),
    ("U", "\u{54D}\u{A4F4}"), ("V", "\u{474}\u{2164}\u{13D9}\u{A4E6}"),
    ("W", "\u{51C}\u{13B3}\u{A4EA}"), ("X", "\u{425}\u{3A7}\u{2169}\u{A4EB}"),
    ("Y", "\u{423}\u{4AE}\u{3A5}\u{A4EC}"), ("Z", "\u{396}\u{13C3}\u{A4DC}\u{2124}\u{2128}"),
    ("a", "\u{430}\u{3B1}\u{251}"), ("b", "\u{42C}\u{44C}"), ("c", "\u{441}\u{3F2}\u{217D}"),
    ("d", "\u{501}\u{217E}"), ("e", "\u{435}\u{4BD}\u{212F}\u{212E}"),
    ("g", "\u{581}\u{261}\u{210A}"), ("h", "\u{4BB}\u{570}\u{210E}"),
    ("i", "\u{456}\u{3B9}\u{131}\u{2170}"), ("j", "\u{458}\u{3F3}"), ("k", "\u{43A}\u{3BA}"),
    ("l", "\u{4CF}\u{217C}\u{2113}"), ("m", "\u{43C}\u{217F}"), ("n", "\u{578}\u{57C}"),
    ("o", "\u{43E}\u{3BF}\u{585}\u{3C3}\u{2134}"), ("p", "\u{440}\u{3C1}"), ("q", "\u{51B}\u{566}"),
    ("s", "\u{455}"), ("t", "\u{442}\u{3C4}"), ("u", "\u{57D}\u{3C5}"),
    ("v", "\u{475}\u{3BD}\u{2174}"), ("w", "\u{51D}\u{461}"), ("x", "\u{445}\u{3C7}\u{2179}"),
    ("y", "\u{443}\u{4AF}\u{3B3}"), ("3", "\u{417}"),
    ("-", "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{FE63}"), ("_", "\u{FF3F}"),
    (".", "\u{2024}\u{FF0E}"), ("/", "\u{2044}\u{2215}"), (":", "\u{2236}\u{A789}\u{FE55}"),
    ("@", "\u{FE6B}"), ("'", "\u{2019}\u{2018}\u{2BC}\u{2032}"),
  ]

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (like, letters) in alike {
      for scalar in letters.unicodeScalars { table[scalar] = like }
    }
    return table
  }()
}

/// The characters that nobody sees: zero widths, directions of writing, variation selectors, tags.
///
/// Two keys that differ only by them look like one.
package enum UnseenCharacters {
  /// Returns true for a scalar that leaves no mark of its own.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    return scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.generalCategory == .format
  }

  /// Returns a text without invisible characters; nil where it has none.
  package static func removed(from text: String) -> String? {
    guard text.unicodeScalars.contains(where: contains) else { return nil }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !contains(scalar) { kept.append(scalar) }
    return String(kept)
  }
}
