import Foundation
import TestSupport
import Testing

@testable import Lake

/// A job that ends in any other way than well is an error that names the reason, and how to go on.
@Suite("Submission of jobs") struct SubmissionTests {
  /// Runs a script of the shell in place of a cluster.
  private func end(_ script: String, reports: ((LakeReport) -> Void)? = nil) throws -> LakeError? {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n\(script)\n", as: "submit")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("submit"))
    do throws(LakeError) {
      try Submission(by: "\(folder.path("submit")) --master there").run(
        in: WorkFolder(folder.url.path)
      ) { reports?($0) }
      return nil
    } catch {
      return error
    }
  }

  @Test func reportsArePassedOn() throws {
    var hops: [Int?] = []
    let error = try end(
      "echo noise; echo '@tributary {\"step\":\"hop\",\"hop\":1}'; echo '@tributary {\"step\":\"hop\",\"hop\":2}'"
    ) { hops.append($0.hop) }
    #expect(error == nil)
    #expect(hops == [1, 2])
  }

  @Test func aRefusalOfTheJobIsItsReason() throws {
    let error = try end("echo '@tributary {\"refused\":\"the lake has changed\"}'; exit 3")
    #expect(error?.description.contains("the lake has changed") == true)
  }

  @Test func theReasonIsTheLastError() throws {
    let error = try end(
      "echo 'java.lang.Exception: first' >&2; echo 'py4j.Error: last' >&2; echo rest >&2; exit 1")
    #expect(error?.description.contains("status 1: py4j.Error: last") == true)
    #expect(error?.help?.contains("--resume") == true)
  }

  @Test func aFullDiskIsNamed() throws {
    let error = try end(
      "echo 'Caused by: java.io.IOException: No space left on device' >&2; echo 'py4j.Error: last' >&2; exit 1"
    )
    #expect(error?.description.contains("No space left on device") == true)
  }

  @Test func aJobThatIsKilledIsAnError() throws {
    let error = try end("kill -9 $$")
    #expect(error?.description.contains("signal 9: it left no message") == true)
    #expect(error?.help?.contains("--resume") == true)
  }

  @Test func aProgramThatIsNotThereIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: LakeError.self) {
      try Submission(by: "no-such-submit").run(in: WorkFolder(folder.url.path)) { _ in }
    }
  }
}
