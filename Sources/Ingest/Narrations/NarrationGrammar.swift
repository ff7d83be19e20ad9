internal import PaymentGraph

/// The forms in which one bank writes the narrations of its statements.
struct NarrationGrammar: Sendable {
  let name: String
  let title: String
  /// The two letters of the bank's country.
  let country: String
  /// The four letters of an Indian bank; empty for other banks and where the grammar serves several.
  let bank: String
  /// The forms; the first that a narration has is taken.
  let forms: [NarrationForm]
  /// The payment systems that the words of a type column mean, by the words in capitals.
  let channels: [String: String]

  /// True where a slash divides the fields of the bank's narrations.
  var dividesAtSlash: Bool { country == "IN" }
}

/// One form in which a bank writes narrations: words and fields in their order.
///
/// A narration has the form as a whole or not at all, so that no word is found within another.
struct NarrationForm: Sendable {
  /// A part of a form.
  enum Element: Sendable, Hashable {
    /// One of several texts in capitals; a blank stands for one blank or more, a tab for two or more.
    case words([[UInt8]])
    /// A field, with the number of characters at which the bank cuts it.
    case field(NarrationField, width: Int?)
  }

  /// The payment system of such rows; nil where another column names it.
  let channel: String?
  /// The kind of such rows; nil for payments.
  let kind: TransferKind?
  /// True where the word that makes the kind may be part of the party's name.
  let isDoubtful: Bool
  /// True where the form is for money that went out, false for money that came in; nil for both.
  let isOut: Bool?
  /// The form with and without its optional parts, the fullest first.
  let variants: [[Element]]
  /// The form as the grammar writes it.
  let written: String

  /// True where a row of this form names the other party.
  var namesParty: Bool {
    variants.contains { variant in
      variant.contains { if case .field(let field, _) = $0 { field.namesParty } else { false } }
    }
  }
}

/// The fields that a form of narrations can have, by their names in grammars.
enum NarrationField: String, CaseIterable, Sendable {
  /// The other party's name.
  case name
  /// The name of the statement's own holder, where a narration repeats it.
  case holder
  /// A remark that payer or beneficiary wrote.
  case note
  /// The town or the branch where the payment was made.
  case place
  /// A text that tells nothing about the party.
  case any
  /// The other party's bank: its name, its four letters, or the code of the branch.
  case bank
  /// The other party's bank, where the text must name a known bank.
  case knownBank = "known-bank"
  /// A whole UPI address.
  case upi
  /// The text where a UPI address stands: whole, cut at the width of its field, or masked.
  case vpa
  /// The number of an account at the statement's own bank, or at the bank whose branch the row names.
  case account
  /// A British or Irish sort code and account number.
  case sortAccount = "sort-account"
  /// The eight digits of a British account, beside which the sort code may stand.
  case accountNumber = "account-number"
  case sortCode = "sort-code"
  case iban
  case email
  /// The last digits of an account after a mask.
  case tail
  /// A payment card, masked, or its last four digits.
  case card
  case telephone
  /// The telephone number by which a wallet knows its user.
  case wallet
  case ifsc
  case rrn
  case utr
  /// The id of a Faster Payment.
  case fpid
  case cheque
  case mandate
  case invoice
  /// A reference of no certain type.
  case reference
  case date
  case time

  /// True where the field takes any text, up to the next element.
  var isFree: Bool {
    switch self {
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa: true
    default: false
    }
  }

  /// True where the field names the other party.
  var namesParty: Bool {
    switch self {
    case .name, .upi, .vpa, .account, .sortAccount, .accountNumber, .iban, .email, .wallet: true
    default: false
    }
  }

  /// The type of the numbers in the field; nil where it holds words.
  var numberType: NumberType? {
    switch self {
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa, .sortAccount: nil
    case .upi: .upiAddress
    case .account, .accountNumber: .account
    case .sortCode: .sortCode
    case .iban: .iban
    case .email: .email
    case .tail: .accountTail
    case .card: .card
    case .telephone, .wallet: .telephone
    case .ifsc: .ifsc
    case .rrn: .rrn
    case .utr: .utr
    case .fpid: .fasterPayment
    case .cheque: .cheque
    case .mandate: .mandate
    case .invoice: .invoice
    case .reference: .unknown
    case .date: .date
    case .time: .time
    }
  }
}

/// Reads a grammar's text, one statement per line:
///
///     title HDFC Bank
///     country IN
///     bank HDFC
///     include in.common
///     type BGC = BACS
///     UPI in reversal | UPI-REV-{name}-{upi}[-{note}]
///
/// Before the bar of a form stand the payment system (`-` where another column names it) and, where the form does not
/// leave them open, the direction and the kind, with `?` where the word that makes the kind may be part of a name.
/// After the bar stand words, fields in braces (`{vpa:10}` is cut after ten characters), optional parts in brackets,
/// and alternatives as `(CR|DR)`. One blank stands for one or more, two for two or more. A line that begins with `#` is
/// a remark.
extension NarrationGrammar {
  /// The reason why a grammar cannot be read.
  struct Fault: Error, CustomStringConvertible {
    let grammar: String
    let line: Int
    let message: String

    var description: String { "\(grammar):\(line): \(message)" }
  }

  /// - Parameter included: returns the text of the grammar with a name, for grammars that include others.
  init(
    name: String, text: String, included: @escaping (String) -> String?
  ) throws(Fault) {
    var source = Source(name: name, included: included)
    try source.read(text, as: name)
    self.name = name
    title = source.title
    country = source.country
    bank = source.bank
    forms = source.forms
    channels = source.channels
  }

  private struct Source {
    let name: String
    let included: (String) -> String?
    var title = ""
    var country = ""
    var bank = ""
    var forms: [NarrationForm] = []
    var channels: [String: String] = [:]
    var known: Set<String> = []

    mutating func read(_ text: String, as grammar: String) throws(Fault) {
      guard known.insert(grammar).inserted else { return }
      let isMain = grammar == name
      var number = 0
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        number += 1
        guard !line.isEmpty, !line.hasPrefix("#") else { continue }
        func fault(_ message: String) -> Fault {
          Fault(grammar: grammar, line: number, message: message)
        }
        if let bar = line.firstRange(of: " | ") {
          guard
            let form = Source.form(head: line[..<bar.lowerBound], body: line[bar.upperBound...])
          else { throw fault("\"\(line)\" is not a form") }
          forms.append(form)
          continue
        }
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw fault("\"\(line)\" says nothing") }
        switch words[0] {
        case "title": if isMain { title = words[1] }
        case "country": if isMain { country = words[1] }
        case "bank": if isMain { bank = words[1] }
        case "type":
          let parts = words[1].split(separator: "=").map { StatementText.normal(String($0)) }
          guard parts.count == 2 else { throw fault("a type is written WORDS = WAY") }
          if channels[parts[0]] == nil { channels[parts[0]] = parts[1] }
        case "include":
          guard let text = included(words[1]) else {
            throw fault("there is no grammar \(words[1])")
          }
          try read(text, as: words[1])
        default: throw fault("\"\(words[0])\" is not a keyword of grammars")
        }
      }
    }

    private static func form(head: Substring, body: Substring) -> NarrationForm? {
      var channel: String?
      var kind: TransferKind?
      var isOut: Bool?
      var isDoubtful = false
      for (place, word) in head.split(separator: " ").enumerated() {
        if place == 0 {
          channel = word == "-" ? nil : String(word)
        } else if word == "in" || word == "out" {
          isOut = word == "out"
        } else if let named = TransferKind(
          name: word.hasSuffix("?") ? String(word.dropLast()) : String(word))
        {
          kind = named
          isDoubtful = word.hasSuffix("?")
        } else {
          return nil
        }
      }
      // The sorting keeps variants of one length in their order, so that the result is the same each time.
      let written = expanded(Array(body.uppercased().utf8)).enumerated().sorted {
        $0.element.count != $1.element.count
          ? $0.element.count > $1.element.count : $0.offset < $1.offset
      }
      let variants = written.compactMap { elements($0.element) }
      guard !variants.isEmpty, !variants.contains(where: \.isEmpty) else { return nil }
      return NarrationForm(
        channel: channel, kind: kind, isDoubtful: isDoubtful, isOut: isOut, variants: variants,
        written: String(body))
    }

    /// Returns the form with and without each part in brackets, the fullest first.
    private static func expanded(_ body: [UInt8]) -> [[UInt8]] {
      guard let close = body.firstIndex(of: 0x5D),
        let open = body[..<close].lastIndex(of: 0x5B)
      else { return [body] }
      let (before, inside, after) = (body[..<open], body[(open + 1)..<close], body[(close + 1)...])
      var variants: [[UInt8]] = []
      for variant in expanded(Array(before + inside + after)) + expanded(Array(before + after))
      where !variants.contains(variant) {
        variants.append(variant)
      }
      return variants
    }

    private static func elements(_ body: [UInt8]) -> [NarrationForm.Element]? {
      var elements: [NarrationForm.Element] = []
      var words: [UInt8] = []
      func close() {
        if !words.isEmpty { elements.append(.words([words])) }
        words = []
      }
      var at = 0
      while at < body.count {
        switch body[at] {
        case 0x7B:
          guard let end = body[at...].firstIndex(of: 0x7D) else { return nil }
          let parts = String(decoding: body[(at + 1)..<end], as: UTF8.self).lowercased()
            .split(separator: ":").map(String.init)
          guard let name = parts.first, let field = NarrationField(rawValue: name) else {
            return nil
          }
          close()
          elements.append(.field(field, width: parts.count > 1 ? Int(parts[1]) : nil))
          at = end + 1
        case 0x28:
          // A bracket without a bar is part of the text.
          guard let end = body[at...].firstIndex(of: 0x29), body[at..<end].contains(0x7C) else {
            words.append(body[at])
            at += 1
            continue
          }
          close()
          let choices = body[(at + 1)..<end].split(separator: 0x7C).map(Array.init)
          elements.append(.words(choices.sorted { $0.count > $1.count }))
          at = end + 1
        case 0x20:
          let isWide = at + 1 < body.count && body[at + 1] == 0x20
          words.append(isWide ? 0x09 : 0x20)
          while at < body.count, body[at] == 0x20 { at += 1 }
        default:
          words.append(body[at])
          at += 1
        }
      }
      close()
      return elements
    }
  }
}
