import Testing

/// The rules can fail: each sees what it forbids, and not what merely looks like it.
@Suite("Rules on code")
struct SourceCodeTests {
  @Test func imports() {
    let code = SourceCode("public import A\n@testable import B\nimport struct C.D\n// import E\n")
    #expect(code.imports == ["A", "B", "C"])
  }

  @Test(arguments: ["print(1)", "  debugPrint(x)", "fputs(a, b)"])
  func printing(_ text: String) { #expect(SourceCode(text).prints) }

  @Test(arguments: [
    "let x = y!", "f()!.g", "try! f()", "x as! Int", "fatalError(\"\")", "a[0]!", "precondition(x)",
  ])
  func stopping(_ text: String) { #expect(SourceCode(text).canStopTheProgram) }

  @Test(arguments: ["if !x { }", "a != b", "// x!", "let s = \"wow!\"", "guard !f() else {}"])
  func notStopping(_ text: String) { #expect(!SourceCode(text).canStopTheProgram) }

  @Test(arguments: ["UnsafePointer<Int>", "x.withUnsafeBytes {", "nonisolated(unsafe) var x"])
  func unsafety(_ text: String) { #expect(SourceCode(text).isUnsafe) }

  @Test func notUnsafe() { #expect(!SourceCode("let isUnsafe = true // UnsafePointer").isUnsafe) }

  @Test func floatingPoint() {
    #expect(SourceCode("let x: Double = 1").usesFloatingPoint)
    #expect(!SourceCode("let isDoubled = true // Double").usesFloatingPoint)
  }

  @Test(arguments: [
    "text.replacing(a, with: b)", "for character in text {", "let x: Character = y",
    "text.contains(\"<\")", "text.split(separator: x)",
  ])
  func workingByCharacter(_ text: String) { #expect(SourceCode(text).worksByCharacter) }

  @Test(arguments: [
    "text.utf8.contains(x)", "for scalar in text.unicodeScalars {", "HiddenCharacter.isIn(text)",
    "// a Character",
  ])
  func notWorkingByCharacter(_ text: String) { #expect(!SourceCode(text).worksByCharacter) }

  @Test func documentation() {
    #expect(SourceCode("public func f() {}").undocumented == [1])
    #expect(SourceCode("/// F.\n@discardableResult\npublic func f() {}").undocumented.isEmpty)
    #expect(SourceCode("  public static let a = 1").undocumented == [1])
    #expect(SourceCode("public import A").undocumented.isEmpty)
  }

  @Test(arguments: [
    "/// What lies there.", "  /// Whether it is.", "/// Which of them.", "/// Whose money it is.",
    "/// How many there are.", "/// Where it begins.", "/// Who pays.", "/// Of each the first.",
    "/// what lies there.", "///\n/// What lies there.", "let a = 1\n/// What lies there.",
    "// Why so.\n/// What lies there.", "// MARK: What a row says", "// MARK: - How rows stand",
    "/// Rows.\n// MARK: What a row says",
  ])
  func openingWithAQuestion(_ text: String) {
    let lines = text.split(separator: "\n").count
    #expect(SourceCode(text).questionOpenings == [lines])
  }

  @Test(arguments: [
    "/// The rows.\n/// What follows is text.",
    "/// The rows.\n///\n/// Where none is, there is no row.",
    "/// True where a row is.", "/// However long it is.", "/// Often empty.", "/// Whole rows.",
    "// What a note in a body says.", "let text = \"/// What\"", "// MARK: Rows",
  ])
  func openingWithoutAQuestion(_ text: String) {
    #expect(SourceCode(text).questionOpenings.isEmpty)
  }

  @Test(arguments: [
    "func a(_ b: Int, _ c: Int, _ d: Int) {}", "init(_ b: Int, _ c: Int, _ d: inout Int) {}",
    "func a<T>(\n  _ b: [T: Int],\n  _ c: (Int, Int) -> Int, d: Int, _ e: T\n) {}",
    "init?(_ b: @escaping () -> Void, _ c: Int, _ d: @autoclosure () -> Int) {}",
  ])
  func moreThanTwoUnlabelledParameters(_ text: String) {
    #expect(SourceCode(text).manyUnlabelled == [1])
  }

  @Test(arguments: [
    "func a(_ b: Int, _ c: Int, d: Int) {}", "func a(b: (_ c: Int, _ d: Int, _ e: Int) -> Void) {}",
    "// func a(_ b: Int, _ c: Int, _ d: Int) {}", "initialise(_: 1, _: 2, _: 3)",
    "static func < (_ b: Int, _ c: Int) -> Bool { true }",
  ])
  func atMostTwoUnlabelledParameters(_ text: String) {
    #expect(SourceCode(text).manyUnlabelled.isEmpty)
  }
}
