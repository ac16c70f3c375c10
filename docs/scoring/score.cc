// Scores the items of a list, each a line of numbers on the standard input: score MODEL < rows.
#include <tensorflow/c/c_api.h>

#include <cstring>
#include <iostream>
#include <sstream>
#include <vector>

int main(int, char** arguments) {
  std::vector<float> numbers;
  int64_t shape[] = {1, 0, 0};  // a list, its items, their features
  for (std::string line; std::getline(std::cin, line); shape[1]++) {
    std::istringstream row(line);
    for (std::string number; row >> number;) numbers.push_back(std::stof(number));
  }
  shape[2] = numbers.size() / shape[1];

  TF_Graph* graph = TF_NewGraph();
  TF_Status* status = TF_NewStatus();
  const char* tag = "serve";
  TF_Session* session = TF_LoadSessionFromSavedModel(TF_NewSessionOptions(), nullptr, arguments[1], &tag, 1, graph, nullptr, status);
  if (TF_GetCode(status) == TF_OK) {
    TF_Tensor* features = TF_AllocateTensor(TF_FLOAT, shape, 3, numbers.size() * sizeof(float));
    std::memcpy(TF_TensorData(features), numbers.data(), TF_TensorByteSize(features));
    TF_Output in = {TF_GraphOperationByName(graph, "features"), 0}, out = {TF_GraphOperationByName(graph, "scores"), 0};
    TF_Tensor* scores;
    TF_SessionRun(session, nullptr, &in, &features, 1, &out, &scores, 1, nullptr, 0, nullptr, status);
    if (TF_GetCode(status) == TF_OK)
      for (int64_t i = 0; i < shape[1]; i++) std::cout << static_cast<float*>(TF_TensorData(scores))[i] << '\n';
  }
  std::cerr << TF_Message(status);
  return TF_GetCode(status);
}
