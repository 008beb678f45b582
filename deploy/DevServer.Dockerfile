# The local key service. Build it from the root of the repository: docker build -f deploy/DevServer.Dockerfile -t apikey-devserver .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/ApiKeyAuth.DevServer -c Release -o /app -p:PackAsTool=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:5081 APIKEYAUTH_DEVSERVER_ALLOW_REMOTE=true
EXPOSE 5081
ENTRYPOINT ["dotnet", "ApiKeyAuth.DevServer.dll"]
