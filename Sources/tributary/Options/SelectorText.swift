internal import ArgumentParser
internal import Foundation
internal import PaymentGraph

/// A selector as it is written: `all`, `role:victim`, keys with commas, or `@file` with one a line.
struct SelectorText: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
  }

  /// The accounts that it names.
  func accounts(in view: LedgerView) throws -> [AccountID] {
    do throws(SelectionError) {
      return try AccountSelector(try lines()).accounts(in: view)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// The one account that it names.
  func account(in view: LedgerView) throws -> AccountID {
    let accounts = try accounts(in: view)
    guard let account = accounts.first, accounts.count == 1 else {
      throw CommandFailure("\(text) names \(accounts.count) accounts, and one is wanted")
    }
    return account
  }

  private func lines() throws(SelectionError) -> [String] {
    guard text.hasPrefix("@") else { return [text] }
    let path = String(text.dropFirst())
    guard let data = FileManager.default.contents(atPath: path) else {
      Console.fail(CommandFailure("\(path) cannot be read (named by \(text))"))
    }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap {
      let line = $0.trimmingPrefix(while: \.isWhitespace)
      return line.isEmpty || line.hasPrefix("#") ? nil : String(line)
    }
  }
}
