internal import PaymentGraph

/// The accounts whose keys a rule about numbers and addresses may concern, found in one pass over all keys.
///
/// The kinds of a key's bytes rule out nearly every key; where they leave a doubt, the rule's own test decides. So each
/// list holds exactly the keys that pass the test of its rule.
struct KeyLooks: Sendable {
  /// Keys of digits only, as many as a card has (``NumberMask/isBare(_:)``).
  private(set) var bare: [UInt32] = []
  /// Other keys that may hold a number to be masked (``NumberMask/isCandidate(_:)``).
  private(set) var sensitive: [UInt32] = []
  /// Keys that may have another spelling (``AccountMerger/isCandidate(_:)``).
  private(set) var spellings: [UInt32] = []
  /// Keys that a spreadsheet may have shortened (``ShortenedNumbers/isDoubtful(_:)``).
  private(set) var shortened: [UInt32] = []
  /// Keys with bytes beyond ASCII, which may be invisible characters.
  private(set) var unseen: [UInt32] = []

  /// Examines all keys, on all cores where there are many.
  init(_ keys: TextTable) {
    let parts = Parallel.map(0..<keys.count, least: 1 << 14) { part in
      keys.withAllBytes { bytes, ends in KeyLooks(bytes, ends: ends, part: part) }
    }
    for part in parts {
      bare += part.bare
      sensitive += part.sensitive
      spellings += part.spellings
      shortened += part.shortened
      unseen += part.unseen
    }
  }

  /// Examines the keys of one part.
  ///
  /// - Parameters:
  ///   - bytes: the bytes of all keys, one key after the other.
  ///   - ends: the end of each key.
  private init(_ bytes: Span<UInt8>, ends: Span<Int>, part: Range<Int>) {
    var start = part.lowerBound > 0 ? ends[part.lowerBound - 1] : 0
    for account in part {
      let end = ends[account]
      let doubts = Doubts(bytes, start: start, end: end)
      if doubts != [] {
        resolve(
          doubts, account: UInt32(truncatingIfNeeded: account), key: bytes.extracting(start..<end))
      }
      start = end
    }
  }

  private mutating func resolve(_ doubts: Doubts, account: UInt32, key: Span<UInt8>) {
    if doubts.contains(.sensitive) {
      if NumberMask.isBare(key) {
        bare.append(account)
      } else if NumberMask.isCandidate(key) {
        sensitive.append(account)
      }
    }
    if doubts.contains(.spellings), AccountMerger.isCandidate(key) { spellings.append(account) }
    if doubts.contains(.unseen), (0..<key.count).contains(where: { key[$0] >= 0x80 }) {
      unseen.append(account)
    }
    if doubts.contains(.shortened), ShortenedNumbers.isDoubtful(key) { shortened.append(account) }
  }

  /// The rules that the kinds of a key's bytes leave open.
  struct Doubts: OptionSet {
    let rawValue: UInt8

    static let sensitive = Doubts(rawValue: 1)
    static let spellings = Doubts(rawValue: 2)
    static let shortened = Doubts(rawValue: 4)
    static let unseen = Doubts(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    @inline(__always)
    init(_ bytes: Span<UInt8>, start: Int, end: Int) {
      guard let (kinds, hasOthers) = KeyBytesKernel.kinds(in: bytes.bytes, start: start, end: end),
        !hasOthers
      else {
        self = [.sensitive, .spellings, .shortened, .unseen]
        return
      }
      let count = end &- start
      var doubts: UInt8 = 0
      if count >= 10, kinds.holdLongRun { doubts |= Doubts.sensitive.rawValue }
      if kinds.digits & 1 != 0 {
        // A number in a form of spreadsheets has a point, a comma, an apostrophe or blanks.
        if kinds.signs != 0 || count == 36 || count == 42 { doubts |= Doubts.spellings.rawValue }
        // The sign of a power stands after one digit, or after a point; a number with zeros to lose has digits only.
        if kinds.digits & 2 == 0 || kinds.digits == UInt64.max &>> UInt64(64 &- count) {
          doubts |= Doubts.shortened.rawValue
        }
      } else if kinds.letters & 1 == 0 || count == 36 || count >= 14 && kinds.digits & 0xC != 0
        || kinds.letters & 2 != 0 && (2...5).contains((~kinds.letters).trailingZeroBitCount)
      {
        // Two to five letters before anything else, as in "DE89…" and "IBAN …"; addresses such as "BC1…".
        doubts |= Doubts.spellings.rawValue
      }
      rawValue = doubts
    }
  }
}
