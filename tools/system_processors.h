// How many processors this process may use.

#ifndef TELUSUR_TOOLS_SYSTEM_PROCESSORS_H_
#define TELUSUR_TOOLS_SYSTEM_PROCESSORS_H_

namespace telusur {

// At least 1.
int NumUsableProcessors();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SYSTEM_PROCESSORS_H_
