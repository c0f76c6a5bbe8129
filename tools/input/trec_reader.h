// Documents in the form of the TREC collections.
//
//   <DOC>
//   <DOCNO> AP880212-0001 </DOCNO>
//   <HEAD>Harga beras naik</HEAD>
//   <TEXT>
//   ...
//   </TEXT>
//   </DOC>

#ifndef TELUSUR_TOOLS_INPUT_TREC_READER_H_
#define TELUSUR_TOOLS_INPUT_TREC_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// The id is <DOCNO>; the title the first of <TITLE>, <HEADLINE> and <HEAD> that
// is there; the date <DATE>; the text all <TEXT>, one after the other. Markup
// inside them is left out as that of HTML is; case makes no difference.
//
// Skipped and named are records without <DOCNO>, without both <TEXT> and title,
// or without </DOC>, and text between records. `stream` must outlive the
// result.
std::unique_ptr<RecordReader> NewTrecReader(InputStream* stream,
                                            const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_TREC_READER_H_
