internal import Foundation

/// The files of a folder that may hold tables, and those that are left out.
public struct InputFolder: Sendable {
  /// A file that is left out, and the reason.
  public struct LeftOut: Sendable, Hashable {
    /// The path of the file.
    public let path: String
    /// The reason in words: `is a PDF, …`.
    public let reason: String
    /// True for a profile, which describes how other files are read.
    let isProfile: Bool
  }

  /// The paths of the files that are taken, in the order of their names.
  public let files: [String]
  /// The files that are left out, in the order of names; hidden files are not listed.
  public let leftOut: [LeftOut]

  /// True where all that the folder holds is profiles.
  public var holdsProfilesOnly: Bool {
    files.isEmpty && !leftOut.isEmpty && leftOut.allSatisfy(\.isProfile)
  }

  /// True where a path leads to a folder.
  public static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Lists a folder, without the folders in it.
  ///
  /// Names do not matter: a statement may be called `.CSV`, `.txt` or `.xls`. Files that are not text, and files
  /// plainly written for something else (`.md`, `.yaml`), are left out.
  public init(path: String) throws(IngestError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw IngestError(.unreadable, path: path, "is not a readable folder")
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    var files: [String] = []
    var leftOut: [LeftOut] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let file = "\(base)/\(name)"
      if InputFolder.isFolder(file) {
        leftOut.append(
          LeftOut(
            path: file, reason: "is a folder; name it to load what is in it", isProfile: false))
      } else if let reason = InputFolder.reason(name, file) {
        let isProfile = [".yaml", ".yml"].contains { name.lowercased().hasSuffix($0) }
        leftOut.append(LeftOut(path: file, reason: reason, isProfile: isProfile))
      } else {
        files.append(file)
      }
    }
    self.files = files
    self.leftOut = leftOut
  }

  /// Returns the reason why a file is left out; nil where it is taken.
  private static func reason(_ name: String, _ path: String) -> String? {
    let end = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    switch end {
    case "md", "markdown": return "is a page for readers, by its name"
    case "yaml", "yml": return "is a profile, by its name; load its folder with --profiles"
    default: break
    }
    do throws(IngestError) {
      _ = try SourceText(path: path)
      return nil
    } catch {
      return error.code == .notText ? error.message : nil
    }
  }
}
