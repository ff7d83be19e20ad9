internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import PaymentGraph

/// A selector as it is written: `all`, `role:victim`, keys with commas, or `@file` with one a line.
struct AccountArgument: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
  }

  /// Returns the accounts that the selector names.
  func accounts(in view: LedgerView) throws -> [AccountID] {
    do throws(SelectionError) {
      let lines = try lines().map { line in
        if view.ledger.account(line) != nil { return line }
        // A number may itself have commas.
        if let whole = AccountSpelling.canonical(line), view.ledger.account(whole) != nil {
          return whole
        }
        return AccountArgument.canonical(line)
      }
      return try AccountSelector(lines).accounts(in: view)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Returns the one account that the selector names.
  func account(in view: LedgerView) throws -> AccountID {
    let accounts = try accounts(in: view)
    guard let account = accounts.first, accounts.count == 1 else {
      throw CommandFailure("\(text) names \(accounts.count) accounts, but only one is allowed")
    }
    return account
  }

  /// Returns the text with each identifier in it spelled as keys are, whatever spelling the data
  /// has.
  private static func canonical(_ text: String) -> String {
    text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      AccountSpelling.canonical(part) ?? String(part)
    }.joined(separator: ",")
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
