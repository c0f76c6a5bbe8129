#include "tests/support/compress.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstdio>
#include <cstdlib>

namespace telusur {
namespace {

la_ssize_t Write(archive*, void* out, const void* bytes, size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void Require(bool ok, archive* writer) {
  if (ok) return;
  fprintf(stderr, "libarchive: %s\n", archive_error_string(writer));
  abort();
}

}  // namespace

std::string Compress(absl::string_view kind, absl::string_view bytes) {
  std::string out;
  archive* writer = archive_write_new();
  int result = ARCHIVE_FATAL;
  if (kind == "gz") result = archive_write_add_filter_gzip(writer);
  if (kind == "zst") result = archive_write_add_filter_zstd(writer);
  if (kind == "xz") result = archive_write_add_filter_xz(writer);
  if (kind == "bz2") result = archive_write_add_filter_bzip2(writer);
  Require(result == ARCHIVE_OK, writer);
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);  // no padding
  Require(
      archive_write_open(writer, &out, nullptr, Write, nullptr) == ARCHIVE_OK,
      writer);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  Require(archive_write_header(writer, entry) == ARCHIVE_OK, writer);
  Require(archive_write_data(writer, bytes.data(), bytes.size()) ==
              static_cast<la_ssize_t>(bytes.size()),
          writer);
  archive_entry_free(entry);
  Require(archive_write_close(writer) == ARCHIVE_OK, writer);
  archive_write_free(writer);
  return out;
}

}  // namespace telusur
