/// A value of one option, as JSON, addresses and the command line hold it.
package enum FieldValue: Hashable, Sendable {
  /// The option is given and has no value.
  case flag
  case integer(Int)
  case text(String)
  /// The values of an option that may be given several times, in their order.
  case texts([String])
}

/// The kinds of values that options take.
package enum FieldKind: Hashable, Sendable {
  case flag, integer, text, texts

  /// The type of a value, in words that follow "takes".
  var words: String {
    switch self {
    case .flag: "1, or is left out"
    case .integer: "one whole number"
    case .text: "one text"
    case .texts: "a list of texts"
    }
  }
}

/// An option of a question: the one place that names it for JSON, for addresses and for the command line.
package struct InquiryField<Root>: Sendable {
  /// The name in JSON and in addresses.
  package let name: String
  /// The name on the command line, with its hyphens.
  package let option: String
  package let kind: FieldKind
  /// The form of a value, in words that follow "takes".
  package let form: String
  /// Returns the value; nil where it is the default, which no text holds.
  let value: @Sendable (Root) -> FieldValue?
  /// Sets the value; false where the option does not take it.
  let set: @Sendable (inout Root, FieldValue) -> Bool

  /// Returns the same option for a question that holds this one's values in a group.
  func within<Question>(
    _ path: any WritableKeyPath<Question, Root> & Sendable
  ) -> InquiryField<Question> {
    InquiryField<Question>(
      name: name, option: option, kind: kind, form: form,
      value: { value($0[keyPath: path]) },
      set: { set(&$0[keyPath: path], $1) })
  }
}

extension InquiryField {
  /// The option's name: that of the command line where it is not the same as in JSON.
  private static func option(_ stated: String?, _ name: String) -> String {
    "--" + (stated ?? name.kebab)
  }

  /// A flag, which is off by default.
  static func flag(
    _ name: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .flag, form: "1",
      value: { $0[keyPath: path] ? .flag : nil },
      set: { root, _ in
        root[keyPath: path] = true
        return true
      })
  }

  /// A whole number with a default.
  static func integer(
    _ name: String, _ path: any WritableKeyPath<Root, Int> & Sendable, default usual: Int,
    option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .integer, form: "a whole number",
      value: { $0[keyPath: path] == usual ? nil : .integer($0[keyPath: path]) },
      set: { root, value in
        guard case .integer(let number) = value else { return false }
        root[keyPath: path] = number
        return true
      })
  }

  /// A whole number that need not be given.
  static func integer(
    _ name: String, _ path: any WritableKeyPath<Root, Int?> & Sendable, option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .integer, form: "a whole number",
      value: { $0[keyPath: path].map(FieldValue.integer) },
      set: { root, value in
        guard case .integer(let number) = value else { return false }
        root[keyPath: path] = number
        return true
      })
  }

  /// A written value with a default.
  static func text<Value: WrittenValue>(
    _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, default usual: Value,
    option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .text, form: Value.form,
      value: { $0[keyPath: path] == usual ? nil : .text($0[keyPath: path].written) },
      set: { root, value in
        guard case .text(let text) = value, let read = Value(written: text) else { return false }
        root[keyPath: path] = read
        return true
      })
  }

  /// A written value that need not be given.
  static func text<Value: WrittenValue>(
    _ name: String, _ path: any WritableKeyPath<Root, Value?> & Sendable, option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .text, form: Value.form,
      value: { ($0[keyPath: path]?.written).map(FieldValue.text) },
      set: { root, value in
        guard case .text(let text) = value, let read = Value(written: text) else { return false }
        root[keyPath: path] = read
        return true
      })
  }

  /// Written values of an option that may be given several times.
  static func texts<Value: WrittenValue>(
    _ name: String, _ path: any WritableKeyPath<Root, [Value]> & Sendable, option: String? = nil
  ) -> InquiryField {
    InquiryField(
      name: name, option: Self.option(option, name), kind: .texts, form: Value.form,
      value: { root in
        let values = root[keyPath: path]
        return values.isEmpty ? nil : .texts(values.map(\.written))
      },
      set: { root, value in
        guard case .texts(let texts) = value else { return false }
        let read = texts.compactMap { Value(written: $0) }
        root[keyPath: path] = read
        return read.count == texts.count && !read.isEmpty
      })
  }
}
