/// A question with all its options.
package protocol Question: Hashable, Sendable {
  /// The words of the command that asks it: `["draw", "flow"]`.
  static var words: [String] { get }
  /// The name of the question, which no other has: the last of the words, where a question needs no other.
  static var name: String { get }
  /// The options, in the order in which they are written.
  static var fields: [InquiryField<Self>] { get }
  /// The question with every option at its default.
  init()
  /// The question as one of all.
  var inquiry: Inquiry { get }
  /// Refuses options that contradict each other, and numbers out of their range.
  func check() throws(InquiryError)
  /// Asks the question.
  func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer
}

/// A question whose answer is a picture.
package protocol PictureQuestion: Question {
  /// The look of the picture.
  var look: Inquiry.Look { get set }
}

extension Question {
  package static var name: String { words.last ?? "" }

  /// The options that are not at their default, by their names.
  var values: [(name: String, value: FieldValue)] {
    Self.fields.compactMap { field in field.value(self).map { (field.name, $0) } }
  }

  /// The command line that asks the question, without the files that it is asked of.
  var arguments: [String] {
    Self.words
      + Self.fields.flatMap { field -> [String] in
        switch field.value(self) {
        case nil: []
        case .flag: [field.option]
        case .integer(let number): Self.argument(field.option, "\(number)")
        case .text(let text): Self.argument(field.option, text)
        case .texts(let texts): texts.flatMap { Self.argument(field.option, $0) }
        }
      }
  }

  /// Returns an option with its value, joined where the value would be taken for another option.
  private static func argument(_ option: String, _ value: String) -> [String] {
    value.utf8.first == UInt8(ascii: "-") ? ["\(option)=\(value)"] : [option, value]
  }

  /// Reads the values of options, which must agree with each other.
  init(_ values: [(name: String, value: RawValue)]) throws(InquiryError) {
    self.init()
    var known: Set<String> = []
    for (name, raw) in values {
      guard let field = Self.fields.first(where: { $0.name == name }) else {
        throw .unknownMember(name, question: Self.name)
      }
      guard known.insert(name).inserted else { throw .repeatedMember(name) }
      guard let value = raw.value(as: field.kind) else {
        throw .wrongType(name, takes: field.kind.words)
      }
      guard field.set(&self, value) else { throw .wrongValue(name, takes: field.form) }
    }
    try check()
  }
}

/// A value that was read before its option is known.
enum RawValue: Hashable, Sendable {
  /// A value of JSON.
  case json(JSONScalar)
  /// The values that an address gives, in their order.
  case address([String])

  /// Returns the value of an option of some kind; nil where it is of another type.
  func value(as kind: FieldKind) -> FieldValue? {
    switch (kind, self) {
    case (.flag, .json(.integer(1))), (.flag, .address(["1"])): .flag
    case (.integer, .json(.integer(let number))): .integer(number)
    case (.integer, .address(let texts)):
      texts.count == 1 ? RawValue.integer(texts[0]).map(FieldValue.integer) : nil
    case (.text, .json(.string(let text))): .text(text)
    case (.text, .address(let texts)): texts.count == 1 ? .text(texts[0]) : nil
    case (.texts, .json(.strings(let texts))), (.texts, .address(let texts)): .texts(texts)
    default: nil
    }
  }

  /// Reads a whole number in its only spelling: without a plus, and without zeros before it.
  private static func integer(_ text: String) -> Int? {
    guard let number = Int(text), "\(number)" == text else { return nil }
    return number
  }
}
