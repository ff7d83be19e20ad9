import Testing

@testable import Drawing
@testable import Graphviz

/// Machines without Graphviz, or with something else in its place.
@Suite("Missing Graphviz")
struct MissingGraphvizTests {
  @Test func aMissingLibraryIsNamedWithItsRemedy() {
    guard case .failure(let error) = GraphvizLibrary.open(["libno-such-library.so.9"]) else {
      Issue.record("a library that does not exist was opened")
      return
    }
    #expect(error == .notInstalled)
    #expect(error.description.contains("needs Graphviz") && error.description.contains("install"))
    #expect(!error.description.contains("\n"))
  }

  @Test func anotherLibraryIsNotTakenForIt() {
    guard case .failure(let error) = GraphvizLibrary.open(["libm.so.6"]) else {
      Issue.record("a library without graphs was taken for Graphviz")
      return
    }
    #expect(error == .notAvailable("libm.so.6 has no function agopen"))
  }

  @Test func theFirstThatIsThereIsTaken() throws {
    let names = ["libno-such-library.so.9", "libgvc.so.6", "libgvc.so.7"]
    let library = try GraphvizLibrary.open(names).get()
    #expect(library.file?.contains("libgvc.so") == true)
    #expect(GraphvizRenderer.libraryVersion?.contains(".") == true)
  }
}
