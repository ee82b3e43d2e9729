"""投资项目 at the desk: 发改 takes in and coordinates, departments see what belongs to a code, problems run by 13710."""
